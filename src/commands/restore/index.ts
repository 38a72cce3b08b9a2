import { actingFor, type Deps } from '../../deps.ts';
import { RESTORE } from '../../requests/card-buttons.ts';
import { beforeAck, SAVE_NOT_CERTAIN } from '../../slack/before-ack.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import { openingOf } from '../open-form.ts';
import { RESTORE_FORM, restoreMetadata, submissionOf } from './form.ts';
import { notStoredModal, openRestoreForm, restoreGroup } from './handlers.ts';
import { notCertainModal, restoringModal } from './views.ts';

/** Registers the form behind the button Restore on the card of a deletion. */
export function registerRestore(routes: Routes, deps: Deps): void {
  routes.action(RESTORE, async ({ ack, body, action }) => {
    await ack();
    const deletionId = action.type === 'button' ? (action.value ?? '') : '';
    await openRestoreForm(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), deletionId);
  });

  routes.view(RESTORE_FORM, async ({ ack, body, view }) => {
    const draftId = readMetadata(restoreMetadata, view.private_metadata).draft;
    const found = await beforeAck(deps.requests.findDraft(draftId), deps.clock);
    if (!found) return ack({ response_action: 'push', view: notCertainModal(SAVE_NOT_CERTAIN) });
    if ('error' in found) return ack({ response_action: 'update', view: notStoredModal(deps, found.error) });
    const draft = found.value;
    const submitting = deps.requests.submit(submissionOf(draft, body.user.id));
    const stored = await beforeAck(submitting, deps.clock);
    if (!stored) await ack({ response_action: 'push', view: notCertainModal(SAVE_NOT_CERTAIN) });
    else if ('error' in stored) return ack({ response_action: 'update', view: notStoredModal(deps, stored.error) });
    else await ack({ response_action: 'update', view: restoringModal(draft.group) });
    // A row that commits late counts as well.
    const request = await submitting.catch(() => undefined);
    const acting = actingFor(deps, body.user.id, 'change');
    if (request) await restoreGroup(acting, modalById(deps.slack, view.id), { draft, request });
  });
}
