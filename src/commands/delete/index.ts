import { actingFor, type Deps } from '../../deps.ts';
import { DELETE_OPEN } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { readGroupReference } from '../../groups/reference.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import { waitingModal } from '../../slack/views.ts';
import type { Background, Command } from '../command.ts';
import { openingOf } from '../open-form.ts';
import { createAnnouncer } from './announce.ts';
import { type Decision, decide } from './decide.ts';
import { CHANNEL, DELETE_FORM, DELETE_PICK, deleteMetadata, readDeleteForm } from './form.ts';
import { fillDeleteForm, openDeleteForm, submitDeletion, threadChannel } from './handlers.ts';
import { APPROVE, REJECT, RETRY, STOP, WITHDRAW } from './request-card.ts';
import { createRunner } from './runner.ts';
import { DELETE_TITLE } from './views.ts';

const DECISIONS: readonly [string, Decision][] = [
  [APPROVE, 'approve'],
  [REJECT, 'reject'],
  [WITHDRAW, 'withdraw'],
  [STOP, 'stop'],
  [RETRY, 'retry'],
];

function register(routes: Routes, deps: Deps): Background {
  const announce = createAnnouncer(deps);
  const runner = createRunner(deps, announce);

  routes.action(DELETE_OPEN, async ({ ack, body, action }) => {
    await ack();
    const reference = readGroupReference(action.type === 'button' ? (action.value ?? '') : '');
    await openDeleteForm(deps, replyTargetOf(body), openingOf(body), reference);
  });

  const waiting = waitingModal(DELETE_TITLE, 'Looking the group up…');
  onGroupPicked(routes, deps, DELETE_PICK, waiting, ({ origin, groupId, viewId }) =>
    fillDeleteForm(deps, origin, modalById(deps.slack, viewId), groupId),
  );

  routes.view(DELETE_FORM, async ({ ack, body, view }) => {
    const known = readMetadata(deleteMetadata, view.private_metadata);
    const asksChannel = CHANNEL in view.state.values;
    const channel = asksChannel ? undefined : threadChannel(deps, known.origin);
    const reading = readDeleteForm(view.state.values, channel);
    if ('errors' in reading) return ack({ response_action: 'errors', errors: reading.errors });
    await ack({ response_action: 'update', view: waitingModal(DELETE_TITLE, 'Posting the request…') });
    const metadata = { ...known, origin: { ...known.origin, userId: body.user.id } };
    await submitDeletion(actingFor(deps, metadata.origin.userId, 'change'), announce, modalById(deps.slack, view.id), {
      metadata,
      ...reading,
    });
  });

  for (const [actionId, decision] of DECISIONS)
    routes.action(actionId, async ({ ack, body, action }) => {
      await ack();
      if (action.type !== 'button') return;
      const cardTs = body.message?.ts;
      const click = { origin: replyTargetOf(body), requestId: action.value ?? '', ...(cardTs ? { cardTs } : {}) };
      const won = await decide(deps, announce, decision, click);
      if (!won || (decision !== 'approve' && decision !== 'retry')) return;
      runner.wake();
      if (deps.config.approvals.graceMs > 0) runner.wake(deps.config.approvals.graceMs);
    });

  return runner;
}

/** `/docspace-group delete <group>` */
export const remove: Command = {
  name: 'delete',
  aliases: ['remove'],
  usage: '<group>',
  summary: 'ask to delete a group; somebody else approves it in a thread',
  details: [
    'Opens a form that asks for a reason, then posts the request in the channel with Approve, Reject and Withdraw.',
    'Whoever approves needs to be the owner or a DocSpace admin, and cannot be you. The group is read again first; if it has changed, nothing is deleted.',
  ],
  run: (deps, asked) => openDeleteForm(deps, asked.origin, asked, readGroupReference(asked.argument)),
  register,
};
