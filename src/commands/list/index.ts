import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import type { Routes } from '../../slack/routes.ts';
import type { Command } from '../command.ts';
import { LIST_OPEN } from '../shared-buttons.ts';
import { drawList, listError, listGroups, openList, readPage } from './handlers.ts';
import { LIST_PAGE, listMessage } from './views.ts';

const listingSchema = z.object({ text: z.string().optional(), mine: z.boolean().optional(), start: z.number().int() });

function register(routes: Routes, deps: Deps): undefined {
  routes.action(LIST_OPEN, async ({ ack, body }) => {
    await ack();
    await openList(deps, replyTargetOf(body), body.trigger_id);
  });

  routes.action(LIST_PAGE, async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button') return;
    const origin = replyTargetOf(body);
    const listing = readMetadata(listingSchema, action.value ?? '');
    if (body.view) return drawList(deps, origin, modalById(deps.slack, body.view.id), listing);
    await deps.reporter.run(
      'turn a page of groups',
      async () => {
        const page = await readPage(deps, origin, listing);
        await deps.messenger.replacePrivately(origin, listMessage(listing, page));
      },
      (userError) => deps.messenger.replyPrivately(origin, listError(userError)),
    );
  });
}

/** `/docspace-group list [text]` */
export const list: Command = {
  name: 'list',
  aliases: ['search', 'ls'],
  usage: '[text | mine]',
  summary: 'list groups, search by name, or list those you are in',
  details: [
    'Only you see the list: /docspace-group list, /docspace-group list design, /docspace-group list mine',
    'Press Show beside a group to see its card; its button Post here shows it to the channel.',
  ],
  progress: true,
  run: (deps, asked) => listGroups(deps, asked.origin, asked.argument),
  register,
};
