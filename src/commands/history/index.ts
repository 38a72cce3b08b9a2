import type { Deps } from '../../deps.ts';
import { HISTORY_OPEN } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import type { Command } from '../command.ts';
import { drawHistory, openHistory, privately, readHistory, showHistory, typedHistory } from './handlers.ts';
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
    if (body.view) return drawHistory(deps, origin, modalById(deps.slack, body.view.id), turn);
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
  summary: 'who did what to a group, also to a deleted one',
  details: [
    'A group is a name, an id, a link from DocSpace, or the id of a request: /docspace-group history Design',
    'Only you see it. It tells what was done with this app; changes made in DocSpace itself are not in it.',
  ],
  progress: true,
  run: (deps, { origin, triggerId, argument }) => typedHistory(deps, origin, { triggerId, argument }),
  register,
};
