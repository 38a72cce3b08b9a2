import { DocSpaceError, Invalid, surelyNotDone } from './errors.ts';
import { checkedName } from './group-name.ts';
import { createGroupReads, groupPath } from './group-reads.ts';
import type { Groups } from './groups.ts';
import { findCreated, type NewGroup } from './recover.ts';
import type { RequestOptions, Send } from './request.ts';
import type { Group } from './schemas.ts';
import { inHundreds, sendFurther, sendWrite, type Write } from './write-in-parts.ts';

/** How long things may take. */
export type Limits = Pick<RequestOptions, 'clock' | 'deadlineMs' | 'totalMs'>;

/** Creating groups: a POST with the first hundred people, PUTs with the others. */
export function createGroupCreation(send: Send, limits: Limits): Groups['create'] {
  return async (group) => {
    const name = checkedName(group.name, 'POST', '/group');
    const [memberIds, ...further] = inHundreds(group.memberIds);
    const { managerId } = group;
    const add = [...memberIds, ...further.flat()];
    const asked = { name, add, remove: [], ...(managerId ? { managerId } : {}) };
    const made = await makeGroup(send, limits, { ...group, name, memberIds });
    const path = groupPath(made.group.id);
    const writes = further.map((membersToAdd): Write => ({ method: 'PUT', path, body: { membersToAdd } }));
    const receipt = await sendFurther(send, { asked }, made.group, writes);
    return made.recovered ? { ...receipt, recovered: true } : receipt;
  };
}

/** Sends the POST; when it is unclear what became of it, looks before anything is said. */
async function makeGroup(
  send: Send,
  { clock, deadlineMs, totalMs }: Limits,
  group: NewGroup,
): Promise<{ group: Group; recovered?: true }> {
  const { name, managerId, memberIds } = group;
  const until = clock.now() + totalMs;
  try {
    const body = { groupName: name, members: memberIds, ...(managerId ? { groupManager: managerId } : {}) };
    return { group: await sendWrite(send, { method: 'POST', path: '/group', body }) };
  } catch (error) {
    if (!(error instanceof DocSpaceError) || surelyNotDone(error) || error instanceof Invalid) throw error;
    // One look is made even when the creation itself took all its time.
    const giveUpAt = Math.max(until, clock.now() + deadlineMs);
    const { all, get } = createGroupReads((call) => send({ ...call, giveUpAt }));
    const look = { named: (text: string) => all({ text }), get, clock, until };
    return { group: await findCreated(group, error, look), recovered: true };
  }
}
