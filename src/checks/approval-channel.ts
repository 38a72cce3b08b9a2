import { z } from 'zod';
import { isSharedOutside } from '../slack/channels.ts';
import { slackError, slackFailure } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
import { about, type Finding } from './finding.ts';
import type { SlackFacts } from './slack.ts';
import * as text from './text/approvals.ts';
import { notChecked } from './text/slack.ts';

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

/** The channel that requests go to: whether the app can post there, and whether others read along. */
export async function checkApprovalChannel(
  client: SlackClient,
  channel: string | undefined,
  { scopes, botName }: SlackFacts,
): Promise<Finding> {
  if (channel === undefined) return finding('ok', text.POSTED_WHERE_MADE);
  try {
    const answer = await client.conversations.info({ channel });
    const found = info.parse(answer).channel;
    const canPostInPublic = scopes?.has('chat:write.public') ?? true;
    return unfitFinding(found, isSharedOutside(answer)) ?? postingFinding(found, { canPostInPublic, botName });
  } catch (error) {
    if (slackError(error) === 'channel_not_found') return finding('fault', ...text.channelNotVisible(channel, botName));
    return finding('warning', ...notChecked('APPROVAL_CHANNEL', slackFailure(error)));
  }
}

/** Why requests can't be posted there, even when the app is in it; undefined when they can. */
function unfitFinding(channel: Channel, isShared: boolean | undefined): Finding | undefined {
  if (channel.is_im || channel.is_mpim) return finding('fault', ...text.CHANNEL_IS_DIRECT);
  if (channel.is_archived) return finding('fault', ...text.channelArchived(channel.name));
  if (isShared === undefined) return finding('warning', ...text.channelMaybeShared(channel.name));
  return isShared ? finding('fault', ...text.channelShared(channel.name)) : undefined;
}

function postingFinding(
  { name, is_member, is_private }: Channel,
  { canPostInPublic, botName }: { canPostInPublic: boolean; botName: string },
): Finding {
  if (is_member || (!is_private && canPostInPublic)) return finding('ok', text.postedIn(name));
  return finding('fault', ...text.appNotInChannel(name, botName));
}
