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

/** A group to create, and the people of a deleted one who cannot be members now. */
export interface Wanted {
  wanted: WantedGroup;
  left: readonly MissingPerson[];
}

/** The group of a creation or a restore, from its form or its deletion. @throws NoSuchRequest for other kinds */
export async function wholeGroup(
  db: Kysely<Database>,
  { wanted, reverses }: Pick<ChangeRequest, 'wanted' | 'reverses'>,
): Promise<WantedGroup> {
  const deletion = reverses === undefined ? undefined : await findRequest(db, reverses);
  if (!wanted || (reverses !== undefined && !deletion)) throw new NoSuchRequest();
  return deletion ? deletedGroup(db, deletion) : wanted;
}

/** The group as it can be sent now. A creation with a person who left is refused by DocSpace; a restore skips them. */
export async function possibleToday(
  docspace: DocSpace,
  { kind }: Pick<ChangeRequest, 'kind'>,
  whole: WantedGroup,
): Promise<Wanted> {
  return kind === 'restore' ? withoutDeparted(docspace, whole) : { wanted: whole, left: [] };
}

/** A group as it is sent to DocSpace, and searched for. */
export function newGroupOf({ name, manager, members }: WantedGroup) {
  const memberIds = members.map(({ id }) => id);
  return { name, memberIds, ...(manager ? { managerId: manager.id } : {}) };
}

/** A created group as its request shows it, with notes. */
export interface Created {
  group: GroupSnapshot;
  text: string | undefined;
  /** People still missing if it ended early; not for a restore, whose people are stored with its deletion. */
  rest: ChangeRequest['facts']['rest'];
}

/** The created group from the DocSpace response, with the names from the form. */
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

/** People DocSpace refused, an interruption, and a check after a lost response. */
function receiptLines(
  kind: ChangeRequest['kind'],
  names: ReadonlyMap<string, string>,
  receipt: GroupReceipt,
): string[] {
  const { refused, interruptedBy, recovered } = receipt;
  const refusedNames = refused.map(({ personId }) => names.get(personId) ?? A_PERSON);
  return [
    ...(refusedNames.length > 0 ? [notAddedText(listed(refusedNames, MOST_NAMED), receipt)] : []),
    ...(interruptedBy ? [interruptedText(interruptedBy)] : []),
    ...(recovered ? [checkedOnceText(kind)] : []),
  ];
}
