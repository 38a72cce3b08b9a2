import { actingFor, type Deps } from '../../deps.ts';
import { RESTORE, ROOMS } from '../../requests/cards/buttons.ts';
import { SAVE_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { readAsking } from '../asking.ts';
import type { Command } from '../command.ts';
import { openingOf } from '../open-form.ts';
import { sendForm } from '../send-form.ts';
import { RESTORE_FORM, restoreMetadata, submissionOf } from './form.ts';
import { notStoredModal, openRestoreForm, openRooms, openTypedRestore, restoreGroup } from './handlers.ts';
import { DETAILS, SUMMARY } from './text.ts';
import { ASKING, notCertainModal, restoringModal } from './views.ts';

function register(routes: Routes, deps: Deps): void {
  routes.action(RESTORE, async ({ ack, body, action }) => {
    await ack();
    await openRestoreForm(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  routes.action(ROOMS, async ({ ack, body, action }) => {
    await ack();
    await openRooms(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  routes.view(RESTORE_FORM, async ({ ack, body, view }) => {
    const account = body.user.id;
    await sendForm(
      deps,
      { ack, view },
      {
        draftId: readMetadata(restoreMetadata, view.private_metadata).draft,
        async read(draft) {
          const asking = draft.asks ? await readAsking(deps, view.state.values, draft.origin) : undefined;
          return asking && 'errors' in asking ? asking : submissionOf(draft, account, asking);
        },
        notCertain: { response_action: 'push', view: notCertainModal(SAVE_NOT_CERTAIN) },
        refused: (error) => notStoredModal(deps, error),
        waiting: ({ asks, group }) => (asks ? ASKING : restoringModal(group)),
      },
      (sent) => restoreGroup(actingFor(deps, account, 'change'), sent),
    );
  });
}

/** `/docspace-group restore [group]` */
export const restore: Command = {
  name: 'restore',
  aliases: ['undelete'],
  usage: '[group]',
  summary: SUMMARY,
  details: DETAILS,
  run: (deps, asked) => openTypedRestore(deps, asked.origin, asked, asked.argument),
  register,
};
