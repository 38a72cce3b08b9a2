import type { BlockAction } from '@slack/bolt';
import type { ReplyTarget } from './messenger.ts';
import { originIn } from './metadata.ts';

/**
 * Where a button was clicked. A click in a modal names neither channel nor response_url, so it counts for the place the
 * modal was opened in; the Home tab has none.
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
