import type { Deps } from '../../deps.ts';
import { groupsMatching } from '../../groups/find.ts';
import { readName } from '../../groups/reference.ts';
import { small } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { headedMessage, headingOf } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import * as text from './text.ts';
import { type ListedPage, type Listing, listMessage, listModal, PAGE_SIZE, searchModal } from './views.ts';

/** Lists groups privately: what people look at is theirs alone. */
export async function listGroups(deps: Deps, origin: ReplyTarget, argument: string): Promise<void> {
  const typed = readName(argument);
  const listing = typed === 'mine' ? { mine: true, start: 0 } : searched(typed);
  await deps.reporter.run(
    'list groups',
    async () => deps.messenger.replyPrivately(origin, listMessage(listing, await readPage(deps, origin, listing))),
    (userError) => deps.messenger.replyPrivately(origin, listError(userError)),
  );
}

/** The first page of the groups whose name holds a typed text; of all where there is none. */
export function searched(typed: string): Listing {
  const name = typed.trim();
  return { start: 0, ...(name ? { text: name } : {}) };
}

/** Why the groups are not shown, as a private message. */
export function listError(userError: UserError): Message {
  return headedMessage(headingOf(userError, text.HEADINGS), userError);
}

/** Lists groups in a modal, for people who came from a button; it can be searched. */
export async function openList(deps: Deps, origin: ReplyTarget, triggerId: string, listing: Listing): Promise<void> {
  const waiting = searchModal(listing, origin, [small(text.LOOKING)]);
  const handle = await openForm(deps, origin, { triggerId }, waiting);
  if (handle) await showList(deps, origin, handle, listing);
}

/** Says in an open modal that it is searched, and then shows what was found. */
export async function searchList(deps: Deps, origin: ReplyTarget, handle: ModalHandle, listing: Listing) {
  const searching = handle.show(searchModal(listing, origin, [small(text.SEARCHING)]));
  await deps.reporter.bestEffort('say that groups are searched', () => searching);
  await showList(deps, origin, handle, listing);
}

/** Shows one page of a listing in an open modal, or why it cannot be shown; the search field stays in any case. */
export async function showList(deps: Deps, origin: ReplyTarget, handle: ModalHandle, listing: Listing): Promise<void> {
  await deps.reporter.run(
    'list groups',
    async () => {
      await handle.show(listModal(listing, await readPage(deps, origin, listing), origin));
    },
    (userError) =>
      handle.show(searchModal(listing, origin, errorBlocks(headingOf(userError, text.HEADINGS), userError))),
  );
}

/** Reads one page, with the right of the person who asks. */
export async function readPage(deps: Deps, origin: ReplyTarget, listing: Listing): Promise<ListedPage> {
  const { person } = await deps.access.require(origin.userId, 'read');
  if (listing.text) {
    const { groups, unreadable } = await groupsMatching(deps.docspace, listing.text, { clock: deps.clock });
    return {
      items: groups.slice(listing.start, listing.start + PAGE_SIZE),
      total: groups.length + unreadable,
      unreadable,
      among: groups,
    };
  }
  return deps.docspace.groups.list({
    startIndex: listing.start,
    count: PAGE_SIZE,
    ...(listing.mine ? { personId: person.id } : {}),
  });
}
