import { z } from 'zod';
import { type SlackClient, slackError } from '../slack/messenger.ts';
import { about, type Finding } from './finding.ts';
import { type SlackFacts, unansweredText } from './slack.ts';

const info = z.object({
  channel: z.object({
    name: z.string().default(''),
    is_im: z.boolean().default(false),
    is_mpim: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_ext_shared: z.boolean().default(false),
  }),
});

type Channel = z.infer<typeof info>['channel'];

const finding = about('Approvals');
const ANOTHER = 'Set APPROVAL_CHANNEL to another channel, or leave it out.';
const INVITE = 'In Slack, open the channel and type /invite @DocSpace Groups.';

/** The channel that requests go to: whether the app can post there, and whether others read along. */
export async function checkApprovalChannel(
  client: SlackClient,
  channel: string | undefined,
  { scopes }: SlackFacts,
): Promise<Finding> {
  if (channel === undefined) return finding('ok', 'Requests are posted in the channel they are made in.');
  try {
    const found = info.parse(await client.conversations.info({ channel })).channel;
    return channelFinding(found, scopes?.has('chat:write.public') ?? true);
  } catch (error) {
    if (slackError(error) === 'channel_not_found')
      return finding(
        'fault',
        'APPROVAL_CHANNEL names no channel that the app can see: it does not exist, or it is private and the app is not in it.',
        `Check the id. ${INVITE}`,
      );
    return finding('warning', `APPROVAL_CHANNEL could not be checked: ${unansweredText(error)}.`);
  }
}

function channelFinding(channel: Channel, mayPostInPublic: boolean): Finding {
  const named = `#${channel.name}`;
  if (channel.is_im || channel.is_mpim)
    return finding('fault', 'APPROVAL_CHANNEL is a direct message, in which only its people can approve.', ANOTHER);
  if (channel.is_archived)
    return finding('fault', `APPROVAL_CHANNEL, ${named}, is archived.`, `Unarchive it in Slack. Or: ${ANOTHER}`);
  if (channel.is_ext_shared)
    return finding(
      'fault',
      `APPROVAL_CHANNEL, ${named}, is shared with another organization, which would read every request.`,
      ANOTHER,
    );
  if (channel.is_member || (!channel.is_private && mayPostInPublic))
    return finding('ok', `Requests are posted in ${named}.`);
  return finding('fault', `The app is not in APPROVAL_CHANNEL, ${named}, so it cannot post there.`, INVITE);
}
