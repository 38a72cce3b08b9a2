import type { Caller } from '../../access/index.ts';
import type { HistoryLine } from '../../store/index.ts';

/** Who reads a history, and where. */
export interface Reader {
  caller: Caller;
  channelId?: string | undefined;
}

/**
 * Whether the reason of a request is shown. It was written for those who decide, on a card in one channel, and that can be
 * a private one. So the owner and DocSpace admins read it, the requester does, and any user who looks from the channel
 * with the card. Others read who did what: the app has no scope to ask Slack whether they can see that channel.
 */
export function canReadReason({ caller, channelId }: Reader, { request }: HistoryLine): boolean {
  const { role } = caller.person;
  if (role === 'owner' || role === 'admin') return true;
  return request !== undefined && (request.account === caller.slackId || request.channel === channelId);
}
