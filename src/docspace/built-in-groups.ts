import { Invalid } from './errors.ts';
import { groupPath } from './paths.ts';

/**
 * Groups that represent the portal's roles. Adding people to them makes them admins or removes their role, and deleting one
 * removes its file shares (docspace-api §11), so this client never writes to them.
 */
const BUILT_IN: ReadonlySet<string> = new Set([
  'c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e', // Everyone
  'cd84e66b-b803-40fc-99f9-b2969a54a1de', // DocSpaceAdmin
  'abef62db-11a8-4673-9d32-ef1d8af19dc0', // RoomAdmin
  '88f11e7c-7407-4bea-b4cb-070010cdbb6b', // User
  'aced04fa-dd96-4b35-af3e-346bf1eb972d', // Guest
]);

/** @throws Invalid for a built-in group */
export function refuseBuiltIn(method: string, groupId: string): void {
  if (!BUILT_IN.has(groupId.toLowerCase())) return;
  throw new Invalid('a built-in group is never changed', { method, path: groupPath(groupId), effect: 'none' });
}
