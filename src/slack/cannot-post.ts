/** Where the app cannot post: the conversation, and how people mention the app. */
export interface ClosedPlace {
  channel?: string | undefined;
  botName?: string | undefined;
  /** Who helps when the app itself is broken. */
  contact: string;
}

/** Slack's words for "the app may not post here" (reference of chat.postMessage), and our own for where names stay private. */
const CANNOT_POST: Readonly<Record<string, string>> = {
  is_archived: 'that channel is archived',
  // chat.update says it in this way (docs: chat.update).
  is_inactive: 'that channel is archived',
  restricted_action: 'posting in that channel is restricted',
  restricted_action_read_only_channel: 'that channel is read-only',
  restricted_action_thread_only_channel: 'that channel takes replies only',
  restricted_action_non_threadable_channel: 'that channel has no threads',
  shared_channel: 'that channel is shared with another organization, where names of groups and people stay private',
  channel_not_shown: 'the app can’t see whether people of another organization read that conversation',
  channel_not_known: 'Slack did not say in time whether that channel is shared with another organization',
};

/** Why the app cannot post in a conversation, in words, from Slack's own word; undefined when that says something else. */
export function cannotPostText(slackCode: string, { channel = '', botName, contact }: ClosedPlace): string | undefined {
  const invite = botName === undefined ? '' : `type /invite @${botName} there`;
  if (slackCode === 'not_in_channel')
    return sentences('the app is not in that channel', invite && `To invite it, ${invite}`);
  if (slackCode === 'missing_scope') return `this Slack app lacks a permission. Ask ${contact} to install it again`;
  if (slackCode !== 'channel_not_found') return CANNOT_POST[slackCode];
  // Nobody can be invited to direct messages. What else is not shown to the app can be a channel or a group message.
  if (channel.startsWith('D')) return 'the app takes no part in direct messages between people';
  return sentences('the app is not in that conversation', invite && `If it is a channel, invite the app: ${invite}`);
}

function sentences(...parts: string[]): string {
  return parts.filter(Boolean).join('. ');
}
