import { z } from 'zod';
import { isSharedOutside } from '../slack/channels.ts';
import { slackError } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
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
  }),
});

type Channel = z.infer<typeof info>['channel'];

const finding = about('Approvals');
const ANOTHER = 'Set APPROVAL_CHANNEL to another channel, or leave it out.';

/** The channel that requests go to: whether the app can post there, and whether others read along. */
export async function checkApprovalChannel(
  client: SlackClient,
  channel: string | undefined,
  { scopes, botName }: SlackFacts,
): Promise<Finding> {
  if (channel === undefined) return finding('ok', 'Requests are posted in the channel they are made in.');
  const invite = `In Slack, open the channel and type /invite @${botName}.`;
  try {
    const answer = await client.conversations.info({ channel });
    const found = info.parse(answer).channel;
    return (
      unfitFinding(found, isSharedOutside(answer)) ??
      postingFinding(found, { mayPostInPublic: scopes?.has('chat:write.public') ?? true, invite })
    );
  } catch (error) {
    if (slackError(error) === 'channel_not_found')
      return finding(
        'fault',
        'APPROVAL_CHANNEL names no channel that the app can see: it does not exist, or it is private and the app is not in it.',
        `Check the id. ${invite}`,
      );
    return finding('warning', `APPROVAL_CHANNEL could not be checked: ${unansweredText(error)}.`);
  }
}

/** Why requests cannot be posted there, whoever is in it; undefined when they can. */
function unfitFinding(channel: Channel, isShared: boolean | undefined): Finding | undefined {
  const named = `#${channel.name}`;
  if (channel.is_im || channel.is_mpim)
    return finding('fault', 'APPROVAL_CHANNEL is a direct message, in which only its people can approve.', ANOTHER);
  if (channel.is_archived)
    return finding('fault', `APPROVAL_CHANNEL, ${named}, is archived.`, `Unarchive it in Slack. Or: ${ANOTHER}`);
  if (isShared === undefined)
    return finding(
      'warning',
      `Slack does not say whether another organization reads APPROVAL_CHANNEL, ${named}.`,
      ANOTHER,
    );
  if (isShared)
    return finding(
      'fault',
      `APPROVAL_CHANNEL, ${named}, is shared with another organization, which would read every request.`,
      ANOTHER,
    );
  return undefined;
}

function postingFinding(
  channel: Channel,
  { mayPostInPublic, invite }: { mayPostInPublic: boolean; invite: string },
): Finding {
  const named = `#${channel.name}`;
  if (channel.is_member || (!channel.is_private && mayPostInPublic))
    return finding('ok', `Requests are posted in ${named}.`);
  return finding('fault', `The app is not in APPROVAL_CHANNEL, ${named}, so it cannot post there.`, invite);
}
