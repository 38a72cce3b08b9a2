import type { BlockAction } from '@slack/bolt';
import type { Origin } from '../slack/messenger.ts';

/** Where a button was clicked. Buttons in forms and in the App Home have neither channel nor response_url. */
export function originOfAction(body: BlockAction): Origin {
  return {
    userId: body.user.id,
    ...(body.channel ? { channelId: body.channel.id } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
  };
}
