import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { OPEN_IN_DOCSPACE } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { GROUP_SHOW } from '../../groups/rows.ts';
import { readMetadata } from '../../slack/metadata.ts';
import type { Routes } from '../../slack/routes.ts';
import { windowOf } from '../../slack/window.ts';
import { originOfAction } from '../action-origin.ts';
import type { Command } from '../command.ts';
import { drawGroup, getGroup, pushGroup, showGroup } from './handlers.ts';
import { GET_PAGE, GET_PICK, shownCard } from './views.ts';

const cardPage = z.object({ groupId: z.uuid(), page: z.number().int(), by: z.string() });

function register(routes: Routes, deps: Deps): undefined {
  routes.action(GROUP_SHOW, async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const [origin, groupId] = [originOfAction(body), action.value ?? ''];
    if (body.view?.type === 'modal') await pushGroup(deps, origin, body.trigger_id, groupId);
    else await showGroup(deps, origin, groupId);
  });

  routes.action(GET_PAGE, async ({ ack, body, action, respond }) => {
    await ack();
    const origin = originOfAction(body);
    await deps.guard.run(
      'turn a page of members',
      async () => {
        if (action.type !== 'button') return;
        const { groupId, page, by } = readMetadata(cardPage, action.value ?? '');
        if (body.view) return drawGroup(deps, origin, windowOf(deps.slack, body.view.id), groupId, page);
        await deps.access.require(origin.userId, 'read');
        const group = await deps.docspace.groups.get(groupId);
        await respond({ ...shownCard(group, by, deps.config.docspace.url, page), replace_original: true });
      },
      (spoken) => deps.messenger.privately(origin, spoken.message),
    );
  });

  // A link button opens the page by itself; Slack still wants its click acknowledged.
  routes.action(OPEN_IN_DOCSPACE, ({ ack }) => ack());

  onGroupPicked(routes, deps, GET_PICK, undefined, ({ origin, groupId }) => showGroup(deps, origin, groupId));
}

/** `/docspace-group get <group>` */
export const get: Command = {
  name: 'get',
  aliases: ['show'],
  usage: '<group>',
  summary: 'show a group: manager, members, link',
  details: [
    'A group is a name, an id, or a link from DocSpace: /docspace-group get Design',
    'Without a name you choose from a list. The card is posted in the channel you are in.',
  ],
  run: (deps, asked) => getGroup(deps, asked.origin, asked.triggerId, asked.argument),
  register,
};
