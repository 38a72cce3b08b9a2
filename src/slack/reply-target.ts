import type { BlockAction } from '@slack/bolt';
import type { ReplyTarget } from './messenger.ts';
import { originIn } from './metadata.ts';

/**
 * Where to reply to a click. In a modal, the payload has neither channel nor response_url, so the reply goes to where the modal
 * was opened; the Home tab has neither.
 */
export function replyTargetOf(body: BlockAction): ReplyTarget {
  const opened = body.view ? originIn(body.view.private_metadata) : undefined;
  return {
    ...opened,
    userId: body.user.id,
    ...(body.channel ? { channelId: body.channel.id } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
  };
}
