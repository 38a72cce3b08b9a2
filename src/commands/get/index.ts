import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { OPEN_IN_DOCSPACE } from '../../groups/card.ts';
import { onGroupPicked } from '../../groups/group-picker.ts';
import { GROUP_SHOW } from '../../groups/list.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { type ActionHandler, clickedValue, type Routes } from '../../slack/routes.ts';
import type { Command } from '../command.ts';
import {
  cardOfPage,
  getGroup,
  openGroup,
  postGroup,
  privately,
  showGroup,
  showInModal,
  updateModal,
} from './handlers.ts';
import * as text from './text.ts';
import { cardPage, GET_PAGE, GET_PICK, GET_POST, groupModal, privateCard } from './views.ts';

function register(routes: Routes, deps: Deps): undefined {
  routes.action(GROUP_SHOW, async ({ ack, body, action }) => {
    await ack();
    const [origin, groupId] = [replyTargetOf(body), clickedValue(action)];
    const opening = { triggerId: body.trigger_id, push: body.view?.type === 'modal' };
    await (body.view ? openGroup(deps, origin, opening, groupId) : showGroup(deps, origin, groupId));
  });

  routes.action(GET_PAGE, turnPage(deps));
  routes.action(GET_POST, postHere(deps));
  // A link button opens the page by itself; Slack still wants its click acknowledged.
  routes.action(OPEN_IN_DOCSPACE, ({ ack }) => ack());

  onGroupPicked(routes, deps, GET_PICK, undefined, ({ origin, groupId }) => showGroup(deps, origin, groupId));
}

/** Turns the members of a card: of a private one for its user, of a posted one for everybody. */
function turnPage(deps: Deps): ActionHandler {
  return async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const origin = replyTargetOf(body);
    const page = readMetadata(cardPage, action.value ?? '');
    if (body.view) {
      const handle = modalById(deps.slack, body.view.id);
      await updateModal(deps, handle, () => showInModal(deps, origin, handle, page));
    } else
      await privately(deps, origin, async () => {
        // A posted card whose channel was shared meanwhile shows no further names there.
        const stays = page.by !== undefined && (await deps.channels.whyPrivate(origin.channelId ?? ''));
        if (stays)
          await deps.messenger.replyPrivately(origin, await cardOfPage(deps, origin, { ...page, by: undefined }));
        else await deps.messenger.replacePrivately(origin, await cardOfPage(deps, origin, page));
      });
  };
}

/** Posts the group of a private card; the card then says where it is, without the button. */
function postHere(deps: Deps): ActionHandler {
  return async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const origin = replyTargetOf(body);
    const groupId = z.guid().parse(action.value);
    const post = async () => {
      const { parts, view } = await postGroup(deps, origin, groupId);
      // The group is posted: a private card that cannot be replaced does not change that.
      await deps.reporter.bestEffort('show that a group is posted', async () => {
        if (body.view) await modalById(deps.slack, body.view.id).show(groupModal(parts, view));
        else await deps.messenger.replacePrivately(origin, privateCard(parts, view));
      });
    };
    if (body.view) await updateModal(deps, modalById(deps.slack, body.view.id), post, text.POST_HEADINGS);
    else await privately(deps, origin, post, text.POST_HEADINGS);
  };
}

/** `/docspace-group get <group>` */
export const get: Command = {
  name: 'get',
  aliases: ['show'],
  usage: '<group>',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, asked) => getGroup(deps, asked.origin, asked.triggerId, asked.argument),
  register,
};
