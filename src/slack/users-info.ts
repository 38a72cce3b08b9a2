import { z } from 'zod';
import { slackError } from './failure.ts';
import type { SlackClient } from './message.ts';

/** Error codes for an account that is not visible to this workspace (docs: users.info). */
const NOT_SHOWN: ReadonlySet<string | undefined> = new Set(['user_not_found', 'user_not_visible']);

/** Calls `users.info`; undefined if the account is not visible to this workspace. Throws Slack's other errors. */
export async function usersInfo(client: SlackClient, user: string): Promise<unknown> {
  try {
    return await client.users.info({ user });
  } catch (error) {
    if (NOT_SHOWN.has(slackError(error))) return undefined;
    throw error;
  }
}

const accountSchema = z.object({
  user: z.object({
    deleted: z.boolean().default(false),
    real_name: z.string().optional(),
    profile: z.object({ real_name: z.string().optional() }).optional(),
  }),
});

/** An account's profile name, and whether it is deactivated, from an answer of `users.info`. */
export function nameIn(answer: unknown): { name: string | undefined; isGone: boolean } {
  const { user } = accountSchema.parse(answer);
  return { name: user.profile?.real_name || user.real_name, isGone: user.deleted };
}
