import { actingFor, type Deps } from '../../deps.ts';
import { readName } from '../../groups/reference.ts';
import { answerOptions } from '../../groups/typeahead.ts';
import type { Draft } from '../../requests/index.ts';
import { beforeAck, SAVE_NOT_CERTAIN } from '../../slack/before-ack.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import { readAsking } from '../asking.ts';
import type { Command } from '../command.ts';
import { CREATE_OPEN } from '../shared-buttons.ts';
import { CREATE_FORM, CREATE_SHORTCUT, createMetadata, MANAGER, MEMBERS, NAME, readCreateForm } from './form.ts';
import { createGroup, noDraftModal, notStoredModal, openCreateForm } from './handlers.ts';
import { CREATE_TITLE } from './views.ts';

function register(routes: Routes, deps: Deps): undefined {
  routes.shortcut(CREATE_SHORTCUT, async ({ ack, shortcut }) => {
    await ack();
    await openCreateForm(deps, { userId: shortcut.user.id }, shortcut.trigger_id);
  });

  routes.action(CREATE_OPEN, async ({ ack, body }) => {
    await ack();
    await openCreateForm(deps, replyTargetOf(body), body.trigger_id);
  });

  routes.view(CREATE_FORM, async ({ ack, body, view }) => {
    const reading = readCreateForm(view.state.values);
    if ('errors' in reading) return ack({ response_action: 'errors', errors: reading.errors });
    const draftId = readMetadata(createMetadata, view.private_metadata).draft;
    const found = await beforeAck(deps.requests.findDraft(draftId), deps.clock);
    if (!found) return ack({ response_action: 'errors', errors: { [NAME]: SAVE_NOT_CERTAIN } });
    if ('error' in found) return ack({ response_action: 'update', view: noDraftModal(deps, found.error) });
    const draft = withChannel(found.value, body.user.id, reading.channelId);
    const { group: wanted, values } = reading;
    const asking = draft.asks ? readAsking(deps, view.state.values, draft.origin) : undefined;
    if (asking && 'errors' in asking) return ack({ response_action: 'errors', errors: asking.errors });
    const { reason, channel } = asking ?? { reason: '', channel: draft.origin.channelId ?? body.user.id };
    const submission = { draftId, account: body.user.id, reason, channel, wanted };
    const submitting = deps.requests.submit(submission);
    const stored = await beforeAck(submitting, deps.clock);
    if (!stored) await ack({ response_action: 'errors', errors: { [NAME]: SAVE_NOT_CERTAIN } });
    else if ('error' in stored) return ack({ response_action: 'update', view: notStoredModal(deps, stored.error) });
    else
      await ack({
        response_action: 'update',
        view: waitingModal(CREATE_TITLE, draft.asks ? 'Posting the request…' : `Creating “${wanted.name}”…`),
      });
    // A row that commits late counts as well.
    const request = await submitting.catch(() => undefined);
    const acting = actingFor(deps, body.user.id, 'change');
    if (request) await createGroup(acting, modalById(deps.slack, view.id), { draft, request, values, asking });
  });

  for (const field of [MANAGER, MEMBERS])
    answerOptions(routes, deps, field, (keystroke) => deps.directory.people(keystroke));
}

/** The channel that was chosen in the form counts where the form was opened outside of one. */
function withChannel(draft: Draft, userId: string, chosen: string | undefined): Draft {
  const channelId = draft.origin.channelId ?? chosen;
  return { ...draft, origin: { ...draft.origin, userId, ...(channelId ? { channelId } : {}) } };
}

/** `/docspace-group create [name]` */
export const create: Command = {
  name: 'create',
  aliases: ['new', 'add'],
  usage: '[name]',
  summary: 'make a group: name, manager, members',
  details: [
    'Opens a form. The name may stand behind the command already: /docspace-group create Launch team',
    'The owner and DocSpace admins create it at once; room admins send it as a request, which one of them approves.',
    'The outcome is posted in the channel you are in.',
  ],
  run: (deps, asked) => openCreateForm(deps, asked.origin, asked.triggerId, readName(asked.argument)),
  register,
};
