import type { Caller } from '../access/index.ts';
import { personName } from '../groups/format.ts';
import type { RecordLine } from '../store/index.ts';

/** Who did something to which group, as the record keeps it; `note` is for words with names in them. */
export function recordSubject(
  caller: Caller,
  group: { id: string; name: string },
  note?: string,
): Omit<RecordLine, 'at' | 'action'> {
  const { slackId: account, person } = caller;
  const words = { groupName: group.name, personName: personName(person), note };
  return { account, personId: person.id, groupId: group.id, words };
}
