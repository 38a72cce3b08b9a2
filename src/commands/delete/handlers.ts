import type { Caller } from '../../access/index.ts';
import { findRequest, type GroupSnapshot, OpenRequestExists, SentAlready } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { DamagedGroup } from '../../docspace/index.ts';
import { DELETE_OPEN } from '../../groups/card.ts';
import { type FoundGroup, findGroup, refuseReadOnly } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import { type GroupReference, typedName } from '../../groups/reference.ts';
import { roomsFor } from '../../groups/rooms.ts';
import { type Draft, damagedGroup, type Submission, snapshotOf } from '../../requests/index.ts';
import { type Block, paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { asksForChannel, finishAsked, sentAlreadyModal } from '../asking.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import type { Sent, SentForm } from '../send-form.ts';
import { withSuggestions } from '../suggestions.ts';
import { CANT_OPEN_FORM, LOOKING_UP_GROUP } from '../text.ts';
import { DELETE_PICK, type DeleteValues } from './form.ts';
import { CONTINUE, DELETE_TITLE, NO_RIGHT, NOT_REQUESTED, TRIED, yourReasonText } from './text.ts';
import { deleteForm } from './views.ts';

const OPEN_HEADINGS: Headings = {
  rights: NO_RIGHT,
  refusal: NOT_REQUESTED,
  failure: CANT_OPEN_FORM,
};

/** Opens the delete form of the group that was typed or clicked; asks which one where that is not clear. */
export async function openDeleteForm(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  reference: GroupReference,
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(DELETE_TITLE, LOOKING_UP_GROUP));
  if (!handle) return;
  await refusing(deps, handle, async () => {
    const caller = await deps.access.require(origin.userId, 'ask');
    const picker = { title: DELETE_TITLE, callbackId: DELETE_PICK, submit: CONTINUE, origin };
    const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
    if (!found) await handle.show(groupPicker(picker));
    else if ('several' in found)
      await handle.show(groupPicker({ ...picker, several: { typed: typedName(reference), groups: found.several } }));
    else await showForm(deps, { origin, caller }, handle, found);
  });
}

/** Opens the delete form of a group that was created with this app: its deletion takes the creation back. */
export async function openUndoOfCreation(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  requestId: string,
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(DELETE_TITLE, LOOKING_UP_GROUP));
  if (!handle) return;
  await refusing(deps, handle, async () => {
    const caller = await deps.access.require(origin.userId, 'ask');
    const { id: reverses, group } = await deps.requests.findUndoable(requestId);
    await showForm(deps, { origin, caller }, handle, { id: group.id }, reverses);
  });
}

/** Fills an open modal with the delete form of one group. */
export async function fillDeleteForm(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  groupId: string,
): Promise<void> {
  await refusing(deps, handle, async () => {
    const caller = await deps.access.require(origin.userId, 'ask');
    await showForm(deps, { origin, caller }, handle, { id: groupId });
  });
}

/**
 * The group is read for good when the request is made; its head, compared then, is enough to show the form. Its rooms are
 * looked at beside it, and not waited for long: a form that was shown already would lose what is typed by then.
 */
async function showForm(
  deps: Deps,
  { origin, caller }: { origin: ReplyTarget; caller: Caller },
  handle: ModalHandle,
  found: FoundGroup,
  reverses?: string,
): Promise<void> {
  if (found.summary) refuseReadOnly(found.summary);
  const [group, other, rooms] = await Promise.all([
    found.summary ? snapshotOf(found.summary) : readHead(deps, found.id),
    deps.requests.openForGroup(found.id),
    roomsFor(deps, caller.person, found.id),
  ]);
  // Said before a reason is typed.
  if (other) throw new OpenRequestExists(other);
  await handle.show(await newForm(deps, origin, group, { reverses, rooms }));
}

/** The group without its members; a damaged one can be deleted all the same. */
async function readHead(deps: Deps, groupId: string): Promise<GroupSnapshot> {
  try {
    const group = await deps.docspace.groups.head(groupId);
    refuseReadOnly(group);
    return snapshotOf(group);
  } catch (error) {
    if (error instanceof DamagedGroup) return damagedGroup(groupId);
    throw error;
  }
}

/** A form with a draft of its own: each time it is shown, it is another submission. */
async function newForm(
  deps: Deps,
  origin: ReplyTarget,
  group: GroupSnapshot,
  {
    reverses,
    rooms,
    ...again
  }: Pick<Draft, 'reverses' | 'rooms'> & { notice?: Block[]; values?: Partial<DeleteValues> },
): Promise<Modal> {
  const draft = { kind: 'delete', account: origin.userId, group, origin, reverses, rooms } as const;
  const draftId = await deps.requests.openDraft(draft);
  const place = await asksForChannel(deps, origin, again.values !== undefined);
  const undoes = reverses === undefined ? undefined : await findRequest(deps.requests.db, reverses);
  return deleteForm({ draftId, group, rooms, place, undoes, ...again });
}

function refusing(deps: Deps, handle: ModalHandle, work: () => Promise<void>): Promise<void> {
  return deps.reporter.run('open the delete form', work, (userError) =>
    handle.show(
      messageModal(
        DELETE_TITLE,
        errorBlocks(headingOf(userError, OPEN_HEADINGS), withSuggestions(userError, DELETE_OPEN)),
      ),
    ),
  );
}

/** What the form shows when its draft is not there any more, or its submission could not be stored. */
export function notStoredModal(deps: Deps, error: unknown, values?: Pick<DeleteValues, 'reason'>): Modal {
  const userError = deps.reporter.report(error, 'ask for a deletion');
  if (error instanceof SentAlready) return sentAlreadyModal(error.request, userError.text);
  const typed = values ? [paragraph(yourReasonText(values.reason))] : [];
  return messageModal(DELETE_TITLE, [...errorBlocks(NOT_REQUESTED, userError), ...typed]);
}

/** Looks a stored request up and posts it, or shows the form again with the reason still in it. */
export async function acceptDeletion(
  deps: Deps,
  { draft, request, submission: values, form }: Sent<Submission & DeleteValues>,
): Promise<void> {
  const accepted = await deps.reporter.run(
    'ask for a deletion',
    () => deps.requests.accept(request.id),
    (userError) => showFailure(deps, form, draft, values, userError),
  );
  if (!accepted) return;
  // The request is stored: whatever Slack makes of the news, nothing may say otherwise.
  await deps.reporter.bestEffort('show that a request is stored', () => finishAsked(form, accepted));
}

async function showFailure(
  deps: Deps,
  form: SentForm,
  { origin, group, reverses, rooms }: Draft,
  values: DeleteValues,
  userError: UserError,
): Promise<void> {
  const notice = errorBlocks(headingOf(userError, { ...OPEN_HEADINGS, failure: NOT_REQUESTED }), userError);
  const now = userError.code === 'group_changed' ? await readHead(deps, group.id) : group;
  const shown = await form.show(await newForm(deps, origin, now, { reverses, rooms, notice, values }));
  await tellFailure(deps, origin, { tried: TRIED, groupName: group.name, userError, shown });
}
