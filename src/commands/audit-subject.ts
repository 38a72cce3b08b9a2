import type { Caller } from '../access/index.ts';
import type { AuditEntry } from '../store/index.ts';

/** Who did something to which group, as the audit record keeps it. */
export function auditSubject(caller: Caller, group: { id: string; name: string }): Omit<AuditEntry, 'at' | 'action'> {
  return { actorSlackId: caller.slackId, actorPersonId: caller.person.id, groupId: group.id, groupName: group.name };
}
