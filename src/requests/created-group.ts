import { type ChangeRequest, type GroupSeen, type Member, NoSuchRequest, type WantedGroup } from '../changes/index.ts';
import type { GroupReceipt } from '../docspace/index.ts';
import { interruptedText, notAddedText } from '../groups/format.ts';
import { listed } from '../slack/text.ts';
import { firstOf } from './seen-group.ts';

/** What a creation wants. @throws NoSuchRequest for a request of another kind */
export function wantedIn({ wanted }: ChangeRequest): WantedGroup {
  if (!wanted) throw new NoSuchRequest();
  return wanted;
}

/** People one line names; the others are counted. */
const MOST_NAMED = 10;

/** A creation as it is sent, and looked for. */
export function newGroupOf(request: ChangeRequest) {
  const { name, manager, members } = wantedIn(request);
  const memberIds = members.map(({ id }) => id);
  return { name, memberIds, ...(manager ? { managerId: manager.id } : {}) };
}

/** A created group as its request shows it: the portal's own answer, with the names from the form. */
export async function createdGroup(wanted: WantedGroup, { group }: GroupReceipt): Promise<GroupSeen> {
  const everybody = [...wanted.members, ...(wanted.manager ? [wanted.manager] : [])];
  const manager = group.manager && named(everybody, group.manager.id, group.manager.displayName);
  return {
    id: group.id,
    name: group.name,
    ...(manager ? { manager } : {}),
    members: await firstOf(everybody.filter(({ id }) => group.memberIds.has(id))),
    size: group.memberIds.size,
    membersCount: group.membersCount,
  };
}

function named(people: readonly Member[], id: string, otherwise: string): Member {
  return people.find((person) => person.id === id) ?? { id, name: otherwise };
}

/** What is to be said beside the group: people DocSpace left out, a failure in the middle, a look after a lost answer. */
export function creationLines(wanted: WantedGroup, receipt: GroupReceipt): string[] {
  const everybody = [...wanted.members, ...(wanted.manager ? [wanted.manager] : [])];
  const names = new Map(everybody.map(({ id, name }) => [id, name]));
  const left = receipt.refused.map(({ personId }) => names.get(personId) ?? 'a person');
  return [
    ...(left.length > 0 ? [notAddedText(listed(left, MOST_NAMED), receipt)] : []),
    ...(receipt.interruptedBy ? [interruptedText(receipt.interruptedBy)] : []),
    ...(receipt.recovered ? ['DocSpace gave no clear answer, so the app checked: the group was created, once.'] : []),
  ];
}
