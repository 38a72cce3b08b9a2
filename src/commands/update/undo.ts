import { type ChangeRequest, type DoneEdit, inverseOf, type Stay, type WantedEdit } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import type { Person } from '../../docspace/index.ts';
import { groupsNamed, refuseReadOnly } from '../../groups/find.ts';
import { personName } from '../../groups/format.ts';
import { CANNOT_JOIN, cannotJoin } from '../../groups/who-can-join.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { oneLine } from '../../slack/text.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { CANT_OPEN_FORM } from '../text.ts';
import type { Named } from './change.ts';
import { checkChange } from './checked-change.ts';
import { previewOf } from './preview-change.ts';
import {
  isManagerNow,
  LOOKING_UP_UNDO,
  MANAGER_STAYS,
  managerKept,
  managerLeft,
  NAME_NOT_KEPT,
  NAME_STAYS,
  NO_RIGHT_TO_UNDO,
  NOT_UNDOABLE,
  THE_MANAGER,
  UNDO_TITLE,
} from './text.ts';

const HEADINGS: Headings = {
  rights: NO_RIGHT_TO_UNDO,
  refusal: NOT_UNDOABLE,
  failure: CANT_OPEN_FORM,
};

/** Shows what taking an edit back will change in the group as it is now; what it shows is saved as any other edit. */
export async function openUndo(deps: Deps, origin: ReplyTarget, opening: Opening, requestId: string): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(UNDO_TITLE, LOOKING_UP_UNDO));
  if (!handle) return;
  await deps.reporter.run(
    'preview an undo',
    async () => {
      const { asks } = await deps.requests.rightTo(origin.userId, 'edit');
      const undone = await deps.requests.findUndoable(requestId);
      await handle.show(await undoPreview(deps, { origin, asks }, undone));
    },
    (userError) => handle.show(messageModal(UNDO_TITLE, errorBlocks(headingOf(userError, HEADINGS), userError))),
  );
}

async function undoPreview(
  deps: Deps,
  { origin, asks }: { origin: ReplyTarget; asks: boolean },
  undone: ChangeRequest,
): Promise<Modal> {
  const { done = { added: [], removed: [] } } = undone.facts;
  const { group, people } = await deps.docspace.groups.withPeople(undone.group.id, peopleIn(done));
  refuseReadOnly(group);
  const { edit, stays } = inverseOf(done, group, (id) => cannotJoin(people.get(id)) === undefined);
  const checked = checkChange(namedToday(edit, people), group, people);
  const namesakes = edit.name ? await groupsNamed(deps.docspace, edit.name.to, deps.clock) : [];
  const { id, name, manager } = group;
  const seen = { id, name, ...(manager ? { manager: { id: manager.id, name: personName(manager) } } : {}) };
  return previewOf(deps, {
    form: { origin, group: seen },
    asks,
    checked,
    namesakes,
    undo: { request: undone, stays: stays.map((stay) => stayText(stay, people)) },
  });
}

function peopleIn({ manager, added, removed }: DoneEdit): string[] {
  return [...added, ...removed, ...(manager?.from ? [manager.from] : [])].map(({ id }) => id);
}

/** People by the names they have today: those that were kept may be erased by now. */
function namedToday({ manager, add, remove, ...edit }: WantedEdit, people: ReadonlyMap<string, Person>): WantedEdit {
  const today = (member: Named): Named => ({ id: member.id, name: nameToday(member, people) });
  const { from, to } = manager ?? {};
  return {
    ...edit,
    ...(manager ? { manager: { ...(from ? { from: today(from) } : {}), ...(to ? { to: today(to) } : {}) } } : {}),
    add: add.map(today),
    remove: remove.map(today),
  };
}

/** Of a disabled person the name alone: why they cannot come back is said in words. */
function nameToday({ id, name }: Named, people: ReadonlyMap<string, Person>): string {
  const person = people.get(id);
  if (!person) return name;
  return person.status === 'disabled' ? oneLine(person.displayName) : personName(person);
}

/** Why a part of the edit is not taken back. */
function stayText({ why, person }: Stay, people: ReadonlyMap<string, Person>): string {
  const name = person ? nameToday(person, people) : THE_MANAGER;
  const reason = CANNOT_JOIN[cannotJoin(person && people.get(person.id)) ?? 'unknown'];
  const texts: Readonly<Record<Stay['why'], string>> = {
    'name-changed': NAME_STAYS,
    'name-erased': NAME_NOT_KEPT,
    'manager-changed': MANAGER_STAYS,
    'manager-left': managerLeft(name, reason),
    'manager-kept': managerKept(name),
    'is-manager': isManagerNow(name),
  };
  return texts[why];
}
