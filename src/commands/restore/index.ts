import { actingFor, type Deps } from '../../deps.ts';
import { RESTORE } from '../../requests/card-buttons.ts';
import { beforeAck, SAVE_NOT_CERTAIN } from '../../slack/before-ack.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { readAsking } from '../asking.ts';
import type { Command } from '../command.ts';
import { openingOf } from '../open-form.ts';
import { RESTORE_FORM, restoreMetadata, submissionOf } from './form.ts';
import { notStoredModal, openRestoreForm, openTypedRestore, restoreGroup } from './handlers.ts';
import { ASKING, notCertainModal, restoringModal } from './views.ts';

function register(routes: Routes, deps: Deps): void {
  routes.action(RESTORE, async ({ ack, body, action }) => {
    await ack();
    await openRestoreForm(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  routes.view(RESTORE_FORM, async ({ ack, body, view }) => {
    const draftId = readMetadata(restoreMetadata, view.private_metadata).draft;
    const found = await beforeAck(deps.requests.findDraft(draftId), deps.clock);
    if (!found) return ack({ response_action: 'push', view: notCertainModal(SAVE_NOT_CERTAIN) });
    if ('error' in found) return ack({ response_action: 'update', view: notStoredModal(deps, found.error) });
    const draft = found.value;
    const asking = draft.asks ? readAsking(deps, view.state.values, draft.origin) : undefined;
    if (asking && 'errors' in asking) return ack({ response_action: 'errors', errors: asking.errors });
    const submitting = deps.requests.submit(submissionOf(draft, body.user.id, asking));
    const stored = await beforeAck(submitting, deps.clock);
    if (!stored) await ack({ response_action: 'push', view: notCertainModal(SAVE_NOT_CERTAIN) });
    else if ('error' in stored) return ack({ response_action: 'update', view: notStoredModal(deps, stored.error) });
    else await ack({ response_action: 'update', view: draft.asks ? ASKING : restoringModal(draft.group) });
    // A row that commits late counts as well.
    const request = await submitting.catch(() => undefined);
    const acting = actingFor(deps, body.user.id, 'change');
    if (request) await restoreGroup(acting, modalById(deps.slack, view.id), { draft, request });
  });
}

/** `/docspace-group restore [group]` */
export const restore: Command = {
  name: 'restore',
  aliases: ['undelete'],
  usage: '[group]',
  summary: 'bring a deleted group back, with its manager and members',
  details: [
    'Opens a form that says who cannot come back. Without a name it lists the groups that can be restored.',
    'The group gets a new id: rooms and files that were shared with it have to be shared again.',
    'The owner and DocSpace admins restore it at once; room admins send it as a request. The card of a deletion has a button for the same.',
  ],
  run: (deps, asked) => openTypedRestore(deps, asked.origin, asked, asked.argument),
  register,
};
