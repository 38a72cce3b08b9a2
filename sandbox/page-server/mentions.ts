import type { StoredMessage, WorkspaceState } from '../slack/state.ts';

const BROADCAST = /<!(?:here|channel|everyone)[|>]|"type":"broadcast"/;
const USER_GROUP = /(?:<!subteam\^|"usergroup_id":")(\w+)/g;

/** Whether a message mentions a user: by name, in a user group, or by @here, @channel or @everyone. */
export function mentions({ text, blocks }: StoredMessage, userId: string, { userGroups }: WorkspaceState): boolean {
  const content = `${text} ${JSON.stringify(blocks)}`;
  if (BROADCAST.test(content)) return true;
  if (new RegExp(`<@${userId}[|>]|"user_id":"${userId}"`).test(content)) return true;
  return [...content.matchAll(USER_GROUP)].some(([, id = '']) => userGroups.get(id)?.users.includes(userId));
}
