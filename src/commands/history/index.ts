import type { Deps } from '../../deps.ts';
import { HISTORY_OPEN } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import type { Command } from '../command.ts';
import { openHistory, privately, readHistory, showHistory, showInModal, typedHistory } from './handlers.ts';
import * as text from './text/history.ts';
import { HISTORY_PAGE, HISTORY_PICK, historyMessage, historyTurn } from './views.ts';

function register(routes: Routes, deps: Deps): undefined {
  routes.action(HISTORY_OPEN, async ({ ack, body, action }) => {
    await ack();
    const [origin, groupId] = [replyTargetOf(body), clickedValue(action)];
    await (body.view?.type === 'modal'
      ? openHistory(deps, origin, body.trigger_id, groupId)
      : showHistory(deps, origin, groupId));
  });

  routes.action(HISTORY_PAGE, async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const origin = replyTargetOf(body);
    const turn = readMetadata(historyTurn, action.value ?? '');
    if (body.view) return showInModal(deps, origin, modalById(deps.slack, body.view.id), turn);
    await privately(deps, origin, async () => {
      await deps.messenger.replacePrivately(origin, historyMessage(await readHistory(deps, origin, turn)));
    });
  });

  onGroupPicked(routes, deps, HISTORY_PICK, undefined, ({ origin, groupId }) => showHistory(deps, origin, groupId));
}

/** `/docspace-group history <group>` */
export const history: Command = {
  name: 'history',
  aliases: ['log'],
  usage: '<group>',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, { origin, triggerId, argument }) => typedHistory(deps, origin, { triggerId, argument }),
  register,
};
