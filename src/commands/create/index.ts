import { actingFor, type Deps } from '../../deps.ts';
import { readName } from '../../groups/reference.ts';
import { answerOptions } from '../../groups/typeahead.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import type { Command } from '../command.ts';
import { CREATE_OPEN } from '../shared-buttons.ts';
import { CREATE_FORM, CREATE_SHORTCUT, createMetadata, MANAGER, MEMBERS, readCreateForm } from './form.ts';
import { createGroup, openCreateForm } from './handlers.ts';
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
    await ack({ response_action: 'update', view: waitingModal(CREATE_TITLE, `Creating “${reading.group.name}”…`) });
    const known = readMetadata(createMetadata, view.private_metadata);
    const origin = {
      ...known.origin,
      userId: body.user.id,
      ...(reading.channelId ? { channelId: reading.channelId } : {}),
    };
    await createGroup(actingFor(deps, origin.userId, 'change'), modalById(deps.slack, view.id), {
      metadata: { ...known, origin },
      values: reading.values,
      group: reading.group,
    });
  });

  for (const field of [MANAGER, MEMBERS])
    answerOptions(routes, deps, field, (keystroke) => deps.directory.people(keystroke));
}

/** `/docspace-group create [name]` */
export const create: Command = {
  name: 'create',
  aliases: ['new', 'add'],
  usage: '[name]',
  summary: 'make a group: name, manager, members',
  details: [
    'Opens a form. The name may stand behind the command already: /docspace-group create Launch team',
    'You need to be the owner or a DocSpace admin. The outcome is posted in the channel you are in.',
  ],
  run: (deps, asked) => openCreateForm(deps, asked.origin, asked.triggerId, readName(asked.argument)),
  register,
};
