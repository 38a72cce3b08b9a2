import { actingFor, type Deps } from '../../deps.ts';
import { readName } from '../../groups/reference.ts';
import { answerOptions } from '../../groups/typeahead.ts';
import type { Draft } from '../../requests/index.ts';
import { SAVE_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import { privateChannel, readAsking } from '../asking.ts';
import type { Command } from '../command.ts';
import { sendForm } from '../send-form.ts';
import { CREATE_OPEN } from '../shared-buttons.ts';
import { POSTING_REQUEST } from '../text.ts';
import {
  CHANNEL,
  CREATE_FORM,
  CREATE_SHORTCUT,
  createMetadata,
  MANAGER,
  MEMBERS,
  NAME,
  readCreateForm,
} from './form.ts';
import { createGroup, notStoredModal, openCreateForm } from './handlers.ts';
import { CREATE_TITLE, creatingText, DETAILS, SUMMARY } from './text.ts';

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
    const { group: wanted, values } = reading;
    const account = body.user.id;
    await sendForm(
      deps,
      { ack, view },
      {
        draftId: readMetadata(createMetadata, view.private_metadata).draft,
        async read(found) {
          const draft = withChannel(found, account, reading.channelId);
          const asking = draft.asks ? await readAsking(deps, view.state.values, draft.origin) : undefined;
          if (asking && 'errors' in asking) return asking;
          const chosen = reading.channelId && { field: CHANNEL, channel: reading.channelId };
          const refused = chosen && (await privateChannel(deps, view.state.values, chosen));
          if (refused) return refused;
          const { reason, channel } = asking ?? { reason: '', channel: draft.origin.channelId ?? account };
          return { draftId: draft.id, account, reason, channel, wanted, asking };
        },
        notCertain: { response_action: 'errors', errors: { [NAME]: SAVE_NOT_CERTAIN } },
        refused: (error) => notStoredModal(deps, error),
        waiting: ({ asks }) => waitingModal(CREATE_TITLE, asks ? POSTING_REQUEST : creatingText(wanted.name)),
      },
      ({ draft, request, submission, form }) =>
        createGroup(actingFor(deps, account, 'change'), form, {
          draft: withChannel(draft, account, reading.channelId),
          request,
          values,
          asking: submission.asking,
        }),
    );
  });

  for (const field of [MANAGER, MEMBERS])
    answerOptions(routes, deps, field, (keystroke) => deps.directory.people(keystroke));
}

/** A channel that was chosen in the form goes before the one it was opened in, where names may have to stay private. */
function withChannel(draft: Draft, userId: string, chosen: string | undefined): Draft {
  const channelId = chosen ?? draft.origin.channelId;
  return { ...draft, origin: { ...draft.origin, userId, ...(channelId ? { channelId } : {}) } };
}

/** `/docspace-group create [name]` */
export const create: Command = {
  name: 'create',
  aliases: ['new', 'add'],
  usage: '[name]',
  summary: SUMMARY,
  details: DETAILS,
  run: (deps, asked) => openCreateForm(deps, asked.origin, asked.triggerId, readName(asked.argument)),
  register,
};
