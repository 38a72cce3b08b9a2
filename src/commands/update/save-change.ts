import type { ChangeRequest } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { cardParts } from '../../groups/card-parts.ts';
import { type Conflict, type Draft, EditConflict } from '../../requests/index.ts';
import { type Block, paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { finishAsked } from '../asking.ts';
import { headingOf, tellFailure } from '../failure-card.ts';
import type { SentForm } from '../send-form.ts';
import { GOES_ON, NOT_CERTAIN, STILL_CHECKING } from '../text.ts';
import { OPEN_HEADINGS } from './handlers.ts';
import { typedWithout } from './prefill.ts';
import {
  CHANGE_NOT_SAVED,
  CHANGED_MEANWHILE,
  editConflict,
  NOT_SAVED,
  STILL_IN_FORM,
  UNCERTAIN,
  UNCERTAIN_YET,
  UPDATE_TITLE,
  undoConflict,
} from './text.ts';
import { backToFormModal, changedModal, updateForm } from './views.ts';

/** The modal that is being confirmed, and the form beneath it. */
export interface PreviewHandles {
  preview: SentForm;
  form: ModalHandle;
}

/** A preview whose draft is not there any more, or that was not stored. */
export function notSavedModal(deps: Deps, error: unknown, draft?: Draft): Modal {
  return endedModal(draft, {
    title: NOT_SAVED,
    blocks: errorBlocks(CHANGE_NOT_SAVED, deps.reporter.report(error, 'save a change')),
  });
}

/** A change that was not saved goes back to its form; one that takes another back has none beneath it. */
function endedModal(
  draft: Draft | undefined,
  { title, blocks, back = [] }: { title: string; blocks: Block[]; back?: Block[] },
): Modal {
  return draft?.reverses === undefined ? backToFormModal(title, [...blocks, ...back]) : messageModal(title, blocks);
}

/** Saves a stored change, and tells what the portal made of it. */
export async function saveChange(
  deps: Deps,
  handles: PreviewHandles,
  { draft, request }: { draft: Draft; request: ChangeRequest },
): Promise<void> {
  const { preview } = handles;
  const onWaiting = () => void deps.reporter.bestEffort('show that DocSpace is slow', () => preview.show(SLOW));
  await deps.reporter.run(
    'change a group',
    async () => {
      const outcome = await deps.requests.carryOut(request, onWaiting);
      if (!outcome) return;
      // The request is stored: whatever Slack makes of the news, nothing may say otherwise.
      else if ('asked' in outcome)
        await deps.reporter.bestEffort('show that a request is stored', () => finishAsked(preview, outcome.asked));
      else if ('failed' in outcome && outcome.error instanceof EditConflict)
        await showFormAgain(deps, handles, draft, { text: outcome.failed.text, conflicts: outcome.error.conflicts });
      else if ('failed' in outcome) await showFailure(deps, handles, draft, outcome.failed);
      // The change is made: whatever Slack makes of the news, nothing may say otherwise.
      else
        await deps.reporter.bestEffort('show that a group is changed', () =>
          preview.finish(changedModal(outcome.done, outcome.delivery), {
            request: outcome.done,
            delivery: outcome.delivery,
          }),
        );
    },
    // A database that failed in the middle: the worker goes on with the stored request.
    (userError) =>
      preview.show(backToFormModal(NOT_CERTAIN, [...errorBlocks(UNCERTAIN_YET, userError), paragraph(GOES_ON)])),
  );
}

const SLOW = waitingModal(UPDATE_TITLE, STILL_CHECKING);

/** A conflict: the form beneath shows the group as it is now, and what was entered in fields that do not conflict. */
async function showFormAgain(
  deps: Deps,
  { preview, form }: PreviewHandles,
  draft: Draft,
  { text, conflicts }: { text: string; conflicts: readonly Conflict[] },
): Promise<void> {
  const { origin, group, edit } = draft;
  if (draft.reverses !== undefined) {
    const told = paragraph(undoConflict(text));
    await preview.show(messageModal(CHANGED_MEANWHILE, [told]));
    return;
  }
  const notice = editConflict(text);
  const openedAt = await deps.requests.now();
  const parts = await cardParts(deps.docspace, group.id);
  const prefill = edit ? typedWithout(edit, conflicts) : {};
  await form.show(updateForm({ origin, openedAt, parts, notice: [paragraph(notice)], prefill }));
  await preview.show(backToFormModal(CHANGED_MEANWHILE, [paragraph(notice)]));
}

async function showFailure(deps: Deps, handles: PreviewHandles, draft: Draft, userError: UserError): Promise<void> {
  const { origin, group } = draft;
  const heading = userError.unclear
    ? UNCERTAIN
    : headingOf(userError, { ...OPEN_HEADINGS, refusal: CHANGE_NOT_SAVED, failure: CHANGE_NOT_SAVED });
  const shown = await handles.preview.show(
    endedModal(draft, {
      title: userError.unclear ? NOT_CERTAIN : NOT_SAVED,
      blocks: errorBlocks(heading, userError),
      back: [paragraph(STILL_IN_FORM)],
    }),
  );
  // What is not certain has a card, which shows what the app finds.
  if (!userError.unclear) await tellFailure(deps, origin, { tried: 'change', groupName: group.name, userError, shown });
}
