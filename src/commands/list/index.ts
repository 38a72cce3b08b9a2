import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { small } from '../../slack/blocks.ts';
import { originIn, readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { readViewState } from '../../slack/view-state.ts';
import type { Command } from '../command.ts';
import { LIST_OPEN } from '../shared-buttons.ts';
import { listError, listGroups, openList, readPage, searched, searchList, showList } from './handlers.ts';
import * as text from './text.ts';
import { LIST_FORM, LIST_PAGE, LIST_SEARCH, listMessage, searchModal } from './views.ts';

const listingSchema = z.object({ text: z.string().optional(), mine: z.boolean().optional(), start: z.number().int() });

function register(routes: Routes, deps: Deps): undefined {
  routes.action(LIST_OPEN, async ({ ack, body, action }) => {
    await ack();
    // The button in Home and in help carries no listing: all groups.
    const listing = clickedValue(action) || '{"start":0}';
    await openList(deps, replyTargetOf(body), body.trigger_id, readMetadata(listingSchema, listing));
  });

  routes.action(LIST_PAGE, async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const origin = replyTargetOf(body);
    const listing = readMetadata(listingSchema, action.value ?? '');
    if (body.view) return showList(deps, origin, modalById(deps.slack, body.view.id), listing);
    await deps.reporter.run(
      'turn a page of groups',
      async () => {
        const page = await readPage(deps, origin, listing);
        await deps.messenger.replacePrivately(origin, listMessage(listing, page));
      },
      (userError) => deps.messenger.replyPrivately(origin, listError(userError)),
    );
  });

  registerSearch(routes, deps);
}

/** Enter in the search field is a click, its button a submission: both search. */
function registerSearch(routes: Routes, deps: Deps): void {
  routes.action(LIST_SEARCH, async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'plain_text_input' || !body.view) return;
    const listing = searched(action.value ?? '');
    await searchList(deps, replyTargetOf(body), modalById(deps.slack, body.view.id), listing);
  });

  routes.view(LIST_FORM, async ({ ack, body, view }) => {
    const listing = searched(readViewState(view.state.values).text(LIST_SEARCH));
    const origin = { ...originIn(view.private_metadata), userId: body.user.id };
    await ack({ response_action: 'update', view: searchModal(listing, origin, [small(text.SEARCHING)]) });
    await showList(deps, origin, modalById(deps.slack, view.id), listing);
  });
}

/** `/docspace-group list [text]` */
export const list: Command = {
  name: 'list',
  aliases: ['search', 'ls'],
  usage: '[text | mine]',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, asked) => listGroups(deps, asked.origin, asked.argument),
  register,
};
