import type { Deps } from '../../deps.ts';
import { UPDATE_OPEN } from '../../groups/card.ts';
import { cardParts } from '../../groups/card-parts.ts';
import { findGroup, refuseKeptElsewhere } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { paragraph } from '../../slack/blocks.ts';
import { type Spoken, troubleBlocks } from '../../slack/guard.ts';
import type { Origin } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import type { Window } from '../../slack/window.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { withSuggestions } from '../suggestions.ts';
import { UPDATE_PICK } from './form.ts';
import type { Prefill } from './prefill.ts';
import { UPDATE_TITLE, updateForm } from './views.ts';

/**
 * Opens the update form of the group that was typed or clicked; asks which one where that is not clear.
 * @param prefill people for the form's fields; as a function it is looked up once the form is open and the rights are known
 */
export async function openUpdateForm(
  deps: Deps,
  origin: Origin,
  opening: Opening,
  reference: GroupReference,
  prefill: Prefill | (() => Promise<Prefill>) = {},
): Promise<void> {
  const window = await openForm(deps, origin, opening, waitingModal(UPDATE_TITLE, 'Looking the group up…'));
  if (!window) return;
  await deps.guard.run(
    'open the update form',
    async () => {
      await deps.access.require(origin.userId, 'update');
      const picker = { title: UPDATE_TITLE, callbackId: UPDATE_PICK, submit: 'Edit', origin };
      const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
      const filled = typeof prefill === 'function' ? await prefill() : prefill;
      const carried = { ...picker, carry: JSON.stringify(filled) };
      if (!found) await window.show(groupPicker(carried));
      else if ('several' in found) await window.show(groupPicker({ ...carried, among: found.several }));
      else await showForm(deps, origin, window, found.id, filled);
    },
    (spoken) => showRefusal(window, spoken),
  );
}

/** Fills an open modal with the update form of one group. */
export async function fillUpdateForm(
  deps: Deps,
  origin: Origin,
  window: Window,
  groupId: string,
  prefill: Prefill = {},
): Promise<void> {
  await deps.guard.run(
    'open the update form',
    async () => {
      await deps.access.require(origin.userId, 'update');
      await showForm(deps, origin, window, groupId, prefill);
    },
    (spoken) => showRefusal(window, spoken),
  );
}

/** What opening the form may come to. */
export const OPEN_HEADINGS: Headings = {
  rights: 'You can’t edit groups',
  refusal: 'The group can’t be edited',
  failure: 'The form can’t be opened right now',
};

function showRefusal(window: Window, spoken: Spoken): Promise<boolean> {
  const offered = withSuggestions(spoken, UPDATE_OPEN);
  return window.show(messageModal(UPDATE_TITLE, troubleBlocks(headingOf(spoken, OPEN_HEADINGS), offered)));
}

async function showForm(deps: Deps, origin: Origin, window: Window, groupId: string, prefill: Prefill): Promise<void> {
  const parts = await cardParts(deps.docspace, groupId);
  refuseKeptElsewhere(parts.group);
  const notice = prefill.notice === undefined ? [] : [paragraph(prefill.notice)];
  await window.show(updateForm({ origin, parts, notice, prefill }));
}
