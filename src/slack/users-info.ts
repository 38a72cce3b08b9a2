import { slackError } from './failure.ts';
import type { SlackClient } from './messenger.ts';

/** Slack's words for an account that it does not show to this workspace (docs: users.info). */
const NOT_SHOWN: ReadonlySet<string | undefined> = new Set(['user_not_found', 'user_not_visible']);

/** Asks `users.info` about an account; undefined where Slack does not show it to this workspace. Throws Slack's other errors. */
export async function usersInfo(client: SlackClient, user: string): Promise<unknown> {
  try {
    return await client.users.info({ user });
  } catch (error) {
    if (NOT_SHOWN.has(slackError(error))) return undefined;
    throw error;
  }
}
