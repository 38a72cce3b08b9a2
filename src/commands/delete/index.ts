import { actingFor, type Deps } from '../../deps.ts';
import { DELETE_OPEN } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { readGroupReference } from '../../groups/reference.ts';
import { UNDO_CREATION } from '../../requests/cards/buttons.ts';
import { SAVE_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import { channelHere, privateChannel } from '../asking.ts';
import type { Command } from '../command.ts';
import { openingOf } from '../open-form.ts';
import { sendForm } from '../send-form.ts';
import { LOOKING_UP_GROUP, POSTING_REQUEST } from '../text.ts';
import { CHANNEL, DELETE_FORM, DELETE_PICK, deleteMetadata, REASON, readDeleteForm } from './form.ts';
import { acceptDeletion, fillDeleteForm, notStoredModal, openDeleteForm, openUndoOfCreation } from './handlers.ts';
import { DELETE_TITLE, DETAILS, SUMMARY } from './text.ts';

function register(routes: Routes, deps: Deps): void {
  routes.action(DELETE_OPEN, async ({ ack, body, action }) => {
    await ack();
    const reference = readGroupReference(clickedValue(action));
    await openDeleteForm(deps, replyTargetOf(body), openingOf(body), reference);
  });

  routes.action(UNDO_CREATION, async ({ ack, body, action }) => {
    await ack();
    await openUndoOfCreation(deps, replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  const waiting = waitingModal(DELETE_TITLE, LOOKING_UP_GROUP);
  onGroupPicked(routes, deps, DELETE_PICK, waiting, ({ origin, groupId, viewId }) =>
    fillDeleteForm(deps, origin, modalById(deps.slack, viewId), groupId),
  );

  routes.view(DELETE_FORM, async ({ ack, body, view }) => {
    const account = body.user.id;
    await sendForm(
      deps,
      { ack, view },
      {
        draftId: readMetadata(deleteMetadata, view.private_metadata).draft,
        async read({ id, origin }) {
          const channels = { fixed: deps.config.approvals.channel, here: channelHere(origin) };
          const values = readDeleteForm(view.state.values, channels);
          if ('errors' in values) return values;
          const chosen = { field: CHANNEL, channel: values.channel };
          return (await privateChannel(deps, view.state.values, chosen)) ?? { draftId: id, account, ...values };
        },
        notCertain: { response_action: 'errors', errors: { [REASON]: SAVE_NOT_CERTAIN } },
        refused: (error, unsent) => notStoredModal(deps, error, unsent?.submission),
        waiting: () => waitingModal(DELETE_TITLE, POSTING_REQUEST),
      },
      (sent) => acceptDeletion(actingFor(deps, account, 'change'), sent),
    );
  });
}

/** `/docspace-group delete <group>` */
export const remove: Command = {
  name: 'delete',
  aliases: ['remove'],
  usage: '<group>',
  summary: SUMMARY,
  details: DETAILS,
  run: (deps, asked) => openDeleteForm(deps, asked.origin, asked, readGroupReference(asked.argument)),
  register,
};
