import { randomUUID } from 'node:crypto';
import { actingFor, type Deps } from '../../deps.ts';
import { UPDATE_OPEN } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { readGroupReference } from '../../groups/reference.ts';
import { answerOptions } from '../../groups/typeahead.ts';
import { UNDO } from '../../requests/cards/buttons.ts';
import { type Draft, REST } from '../../requests/index.ts';
import { KEEP } from '../../requests/text/until.ts';
import { SAVE_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { paragraph } from '../../slack/blocks.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import { readAsking } from '../asking.ts';
import type { Command } from '../command.ts';
import { openingOf } from '../open-form.ts';
import { sendForm } from '../send-form.ts';
import { LOOKING_UP_GROUP, NOT_CERTAIN } from '../text.ts';
import { readUntil } from '../until.ts';
import {
  ADD,
  MANAGER,
  previewMetadata,
  REMOVE,
  readUpdateForm,
  UPDATE_FORM,
  UPDATE_PICK,
  UPDATE_PREVIEW,
  updateMetadata,
} from './form.ts';
import { fillUpdateForm, openUpdateForm } from './handlers.ts';
import { openKeep } from './keep.ts';
import { prefillOf, prefillSchema } from './prefill.ts';
import { previewChange } from './preview-change.ts';
import { openRest } from './rest.ts';
import { notSavedModal, saveChange } from './save-change.ts';
import { DETAILS, SUMMARY, UPDATE_TITLE } from './text.ts';
import { readTypedMembers } from './typed.ts';
import { openUndo } from './undo.ts';
import { backToFormModal, checkingModal, savingModal } from './views.ts';

function register(routes: Routes, deps: Deps): undefined {
  routes.action(UPDATE_OPEN, async ({ ack, body, action }) => {
    await ack();
    const reference = readGroupReference(clickedValue(action));
    await openUpdateForm(deps, replyTargetOf(body), openingOf(body), reference);
  });

  routes.action(UNDO, async ({ ack, body, action }) => {
    await ack();
    await openUndo(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  routes.action(KEEP, async ({ ack, body, action }) => {
    await ack();
    await openKeep(actingFor(deps, body.user.id), replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  routes.action(REST, async ({ ack, body, action }) => {
    await ack();
    await openRest(deps, replyTargetOf(body), openingOf(body), clickedValue(action));
  });

  const waiting = waitingModal(UPDATE_TITLE, LOOKING_UP_GROUP);
  onGroupPicked(routes, deps, UPDATE_PICK, waiting, ({ origin, groupId, viewId, carry }) => {
    const prefill = carry === undefined ? {} : readMetadata(prefillSchema, carry);
    return fillUpdateForm(deps, origin, modalById(deps.slack, viewId), groupId, prefill);
  });

  routes.view(UPDATE_FORM, async ({ ack, body, view }) => {
    const known = readMetadata(updateMetadata, view.private_metadata);
    const form = { ...known, origin: { ...known.origin, userId: body.user.id } };
    const reading = readUpdateForm(view.state.values, form.group, deps.clock.now());
    if ('errors' in reading) return ack({ response_action: 'errors', errors: reading.errors });
    const externalId = randomUUID();
    await ack({ response_action: 'push', view: checkingModal(externalId) });
    await previewChange(actingFor(deps, body.user.id), {
      form,
      change: reading.change,
      until: reading.until,
      externalId,
    });
  });

  onPreview(routes, deps);

  for (const field of [MANAGER, ADD])
    answerOptions(routes, deps, field, (keystroke) => deps.directory.people(keystroke));
  answerOptions(routes, deps, REMOVE, (keystroke, view) => {
    const { group } = readMetadata(updateMetadata, view.private_metadata);
    return deps.directory.members({ id: group.id, ...(group.manager ? { manager: group.manager } : {}) }, keystroke);
  });
}

function onPreview(routes: Routes, deps: Deps): void {
  routes.view(UPDATE_PREVIEW, async ({ ack, body, view }) => {
    const account = body.user.id;
    const beneath = modalById(deps.slack, view.previous_view_id ?? view.id);
    await sendForm(
      deps,
      { ack, view },
      {
        draftId: readMetadata(previewMetadata, view.private_metadata).draft,
        read: (draft) => readPreview(deps, view.state.values, draft, account),
        notCertain: { response_action: 'push', view: CAN_BE_SENT_AGAIN },
        refused: (error, unsent) => notSavedModal(deps, error, unsent?.draft),
        waiting: savingModal,
      },
      ({ form: preview, ...sent }) => saveChange(actingFor(deps, account, 'change'), { preview, form: beneath }, sent),
    );
  });
}

/** Stands on top of the preview, which can be sent again. */
const CAN_BE_SENT_AGAIN = backToFormModal(NOT_CERTAIN, [paragraph(SAVE_NOT_CERTAIN)]);

/** What the preview showed is what is asked for; its outcome belongs where the form was opened. */
async function readPreview(
  deps: Deps,
  stateValues: unknown,
  { id, asks, origin, edit, until: agreed }: Draft,
  account: string,
) {
  const asking = asks ? await readAsking(deps, stateValues, origin) : undefined;
  if (asking && 'errors' in asking) return asking;
  // The form that keeps people in a group asks for the day itself.
  const day = readUntil(stateValues, deps.clock.now());
  if ('errors' in day) return day;
  const { reason, channel } = asking ?? { reason: '', channel: origin.channelId ?? account };
  return { draftId: id, account, reason, channel, until: day.until ?? agreed, ...(edit ? { wanted: edit } : {}) };
}

/** `/docspace-group update <group>` */
export const update: Command = {
  name: 'update',
  aliases: ['edit', 'rename', 'change'],
  usage: '<group>',
  summary: SUMMARY,
  details: DETAILS,
  claims: (verb, argument) => readTypedMembers(verb, argument) !== undefined,
  run(deps, asked) {
    const typed = readTypedMembers(asked.verb, asked.argument);
    const reference = readGroupReference(typed?.group ?? asked.argument);
    return openUpdateForm(deps, asked.origin, asked, reference, typed && (() => prefillOf(deps, typed)));
  },
  register,
};
