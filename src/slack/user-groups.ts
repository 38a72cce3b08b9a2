import { z } from 'zod';
import { slackError } from './failure.ts';
import type { SlackClient } from './messenger.ts';

const userList = z.object({ users: z.array(z.string()) });

/** Error codes for a user group that does not exist or is disabled. */
const NO_GROUP: ReadonlySet<string | undefined> = new Set(['no_such_subteam', 'subteam_disabled']);

/**
 * Reads the accounts in a user group; none where it is disabled or does not exist. It needs the scope usergroups:read.
 * @throws Slack's error, such as `missing_scope`
 */
export function usersOfGroup(client: SlackClient): (groupId: string) => Promise<string[]> {
  return async (groupId) => {
    try {
      return userList.parse(await client.usergroups.users.list({ usergroup: groupId, include_disabled: false })).users;
    } catch (error) {
      if (NO_GROUP.has(slackError(error))) return [];
      throw error;
    }
  };
}
