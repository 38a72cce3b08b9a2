import type { Deps } from '../../deps.ts';
import { UPDATE_OPEN } from '../../groups/card.ts';
import { cardParts } from '../../groups/card-parts.ts';
import { findGroup, refuseReadOnly } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import { type GroupReference, typedName } from '../../groups/reference.ts';
import { paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { withSuggestions } from '../suggestions.ts';
import { CANT_OPEN_FORM, LOOKING_UP_GROUP } from '../text.ts';
import { UPDATE_PICK } from './form.ts';
import type { Prefill } from './prefill.ts';
import { EDIT, NO_RIGHT_TO_EDIT, NOT_THIS_GROUP, UPDATE_TITLE } from './text.ts';
import { updateForm } from './views.ts';

/**
 * Opens the update form of the group that was typed or clicked; asks which one where that is not clear.
 * @param prefill people for the form's fields; as a function it is looked up once the form is open and the rights are known
 */
export async function openUpdateForm(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  reference: GroupReference,
  prefill: Prefill | (() => Promise<Prefill>) = {},
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(UPDATE_TITLE, LOOKING_UP_GROUP));
  if (!handle) return;
  await deps.reporter.run(
    'open the update form',
    async () => {
      await deps.requests.rightTo(origin.userId, 'edit');
      const picker = { title: UPDATE_TITLE, callbackId: UPDATE_PICK, submit: EDIT, origin };
      const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
      const filled = typeof prefill === 'function' ? await prefill() : prefill;
      const carried = { ...picker, carry: JSON.stringify(filled) };
      if (!found) await handle.show(groupPicker(carried));
      else if ('several' in found)
        await handle.show(groupPicker({ ...carried, several: { typed: typedName(reference), groups: found.several } }));
      else await showForm(deps, origin, handle, found.id, filled);
    },
    (userError) => showRefusal(handle, userError),
  );
}

/** Fills an open modal with the update form of one group. */
export async function fillUpdateForm(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  groupId: string,
  prefill: Prefill = {},
): Promise<void> {
  await deps.reporter.run(
    'open the update form',
    async () => {
      await deps.requests.rightTo(origin.userId, 'edit');
      await showForm(deps, origin, handle, groupId, prefill);
    },
    (userError) => showRefusal(handle, userError),
  );
}

/** What opening the form may come to. */
export const OPEN_HEADINGS: Headings = {
  rights: NO_RIGHT_TO_EDIT,
  refusal: NOT_THIS_GROUP,
  failure: CANT_OPEN_FORM,
};

function showRefusal(handle: ModalHandle, userError: UserError): Promise<boolean> {
  const offered = withSuggestions(userError, UPDATE_OPEN);
  return handle.show(messageModal(UPDATE_TITLE, errorBlocks(headingOf(userError, OPEN_HEADINGS), offered)));
}

async function showForm(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  groupId: string,
  prefill: Prefill,
): Promise<void> {
  const openedAt = await deps.requests.now();
  const parts = await cardParts(deps.docspace, groupId);
  refuseReadOnly(parts.group);
  const notice = prefill.notice === undefined ? [] : [paragraph(prefill.notice)];
  await handle.show(updateForm({ origin, openedAt, parts, notice, prefill }));
}
