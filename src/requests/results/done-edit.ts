import type { ChangeRequest, DoneEdit, GroupSnapshot, Member, WantedEdit } from '../../changes/index.ts';
import type { GroupReceipt, GroupState } from '../../docspace/index.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { listed } from '../../slack/text.ts';
import { DONE, PERSON_WITHOUT_ACCOUNT } from '../text/results.ts';
import { MOST_NAMED } from '../text/terms.ts';

/** An edit and its group right before: as read then, or else as its form showed it. */
export interface EditContext {
  edit: WantedEdit;
  before?: GroupState | undefined;
  shown: GroupSnapshot;
}

/** What an edit did, from the DocSpace response; undefined if nothing had to change. */
export function doneIn({ asked, done }: GroupReceipt, edited: EditContext): DoneEdit | undefined {
  const { edit, before, shown } = edited;
  const name = namesIn(edit);
  const member = (id: string): Member => ({ id, name: name(id) });
  const to = done.manager && asked.managerId !== undefined ? member(asked.managerId) : undefined;
  const from = before ? before.manager && memberOf(before.manager) : shown.manager;
  const isManagerRemoved = from !== undefined && done.removed.includes(from.id);
  // DocSpace makes a new manager a member, although the request does not list them.
  const newMember = to && before && !before.memberIds.has(to.id) ? [to.id] : [];
  const doneEdit = {
    ...(done.name && asked.name !== undefined ? { name: { from: (before ?? shown).name, to: asked.name } } : {}),
    ...(to || isManagerRemoved ? { manager: { ...(from ? { from } : {}), ...(to ? { to } : {}) } } : {}),
    added: [...new Set([...newMember, ...done.added])].map(member),
    removed: done.removed.map(member),
  };
  return isNothing(doneEdit) ? undefined : doneEdit;
}

function memberOf(manager: NonNullable<GroupState['manager']>): Member {
  return { id: manager.id, name: personName(manager) };
}

function isNothing({ name, manager, added, removed }: DoneEdit): boolean {
  return !name && !manager && added.length + removed.length === 0;
}

/** Names of people by id, from an edit. */
export function namesIn({ manager, add, remove }: WantedEdit): (id: string) => string {
  const people = [...add, ...remove, ...(manager?.to ? [manager.to] : []), ...(manager?.from ? [manager.from] : [])];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? PERSON_WITHOUT_ACCOUNT;
}

/** What an edit did, in sentences. */
export function doneLines({ name, manager, added, removed }: DoneEdit): string[] {
  return [
    ...(name ? [DONE.renamed(nameOf({ name: name.from }))] : []),
    ...(manager ? [manager.to ? DONE.manager(manager.to.name) : DONE.noManager] : []),
    ...(added.length > 0 ? [DONE.added(namesOf(added))] : []),
    ...(removed.length > 0 ? [DONE.removed(namesOf(removed))] : []),
  ];
}

function namesOf(people: readonly Member[]): string {
  return listed(
    people.map(({ name }) => name),
    MOST_NAMED,
  );
}

/** The notes of a card and a form, line by line; empty if nothing had to change. */
export function notesOf({ facts }: Pick<ChangeRequest, 'facts'>): string[] {
  return [...(facts.done ? doneLines(facts.done) : []), ...leftOutOf({ facts })];
}

/** The lines about what was left out or failed. */
export function leftOutOf({ facts }: Pick<ChangeRequest, 'facts'>): string[] {
  return facts.text ? facts.text.split('\n') : [];
}
