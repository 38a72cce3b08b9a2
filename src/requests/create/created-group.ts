import type { Kysely } from 'kysely';
import {
  type ChangeRequest,
  findRequest,
  type GroupSnapshot,
  NoSuchRequest,
  type WantedGroup,
} from '../../changes/index.ts';
import type { DocSpace, GroupReceipt } from '../../docspace/index.ts';
import { interruptedText, notAddedText } from '../../groups/format.ts';
import { listed } from '../../slack/text.ts';
import type { Database } from '../../store/index.ts';
import { firstOf } from '../lookups/read-group.ts';
import { deletedGroup, withoutDeparted } from '../restore/restore.ts';
import { peopleOf, restFacts, restLines } from '../results/rest.ts';
import { leftLines, type MissingPerson, MOST_NAMED, shareAgainText } from '../text/restore.ts';
import { A_PERSON, checkedOnceText } from '../text/results.ts';

/** A group that is to be there, and who of a deleted one cannot come back. */
export interface Wanted {
  wanted: WantedGroup;
  left: readonly MissingPerson[];
}

/** The group of a creation: as its form said, or as it was deleted. @throws NoSuchRequest for a request of another kind */
export async function wholeGroup(
  db: Kysely<Database>,
  { wanted, reverses }: Pick<ChangeRequest, 'wanted' | 'reverses'>,
): Promise<WantedGroup> {
  const deletion = reverses === undefined ? undefined : await findRequest(db, reverses);
  if (!wanted || (reverses !== undefined && !deletion)) throw new NoSuchRequest();
  return deletion ? deletedGroup(db, deletion) : wanted;
}

/** What of a group can be sent today. DocSpace refuses a form with a person who left, and a restore goes on without them. */
export async function possibleToday(
  docspace: DocSpace,
  { kind }: Pick<ChangeRequest, 'kind'>,
  whole: WantedGroup,
): Promise<Wanted> {
  return kind === 'restore' ? withoutDeparted(docspace, whole) : { wanted: whole, left: [] };
}

/** A group as it is sent, and looked for. */
export function newGroupOf({ name, manager, members }: WantedGroup) {
  const memberIds = members.map(({ id }) => id);
  return { name, memberIds, ...(manager ? { managerId: manager.id } : {}) };
}

/** A created group as its request shows it, and what is to be said beside it. */
export interface Created {
  group: GroupSnapshot;
  text: string | undefined;
  /** Who is still to come, where it ended early; not of a restore, which keeps nobody by name. */
  rest: ChangeRequest['facts']['rest'];
}

/** What was created, from the portal's own answer, with the names from the form. */
export async function createdGroup(
  request: ChangeRequest,
  { wanted, left }: Wanted,
  receipt: GroupReceipt,
  because?: string,
): Promise<Created> {
  const { kind } = request;
  const everybody = peopleOf(wanted);
  const names = new Map(everybody.map(({ id, name }) => [id, name]));
  const { id, name, manager, memberIds, membersCount } = receipt.group;
  const group = {
    id,
    name,
    ...(manager ? { manager: { id: manager.id, name: names.get(manager.id) ?? manager.displayName } } : {}),
    members: await firstOf(everybody.filter((person) => memberIds.has(person.id))),
    size: memberIds.size,
    membersCount,
  };
  const sentences = [
    ...leftLines(left),
    ...receiptLines(kind, names, receipt),
    ...restLines(request, { add: wanted.members, remove: [] }, receipt, because),
    ...(kind === 'restore' ? [shareAgainText(request.rooms)] : []),
  ];
  return {
    group,
    text: sentences.length > 0 ? sentences.join('\n') : undefined,
    rest: restFacts(request, receipt.rest),
  };
}

/** People DocSpace left out, a failure in the middle, a look after a lost answer. */
function receiptLines(
  kind: ChangeRequest['kind'],
  names: ReadonlyMap<string, string>,
  receipt: GroupReceipt,
): string[] {
  const { refused, interruptedBy, recovered } = receipt;
  const out = refused.map(({ personId }) => names.get(personId) ?? A_PERSON);
  return [
    ...(out.length > 0 ? [notAddedText(listed(out, MOST_NAMED), receipt)] : []),
    ...(interruptedBy ? [interruptedText(interruptedBy)] : []),
    ...(recovered ? [checkedOnceText(kind)] : []),
  ];
}
