import type { Deps } from '../../deps.ts';
import { groupsMatching } from '../../groups/find.ts';
import { readName } from '../../groups/reference.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import { type Headings, headedMessage, headingOf } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import { LIST_TITLE, type Listing, listMessage, listModal, PAGE_SIZE } from './views.ts';

const HEADINGS: Headings = {
  rights: 'You can’t look at groups',
  failure: 'The groups can’t be shown right now',
};

/** Lists groups privately: a look around is nobody else's business. */
export async function listGroups(deps: Deps, origin: ReplyTarget, argument: string): Promise<void> {
  const typed = readName(argument);
  const listing: Listing =
    typed === 'mine' ? { mine: true, start: 0 } : { start: 0, ...(typed ? { text: typed } : {}) };
  await deps.reporter.run(
    'list groups',
    async () => deps.messenger.replyPrivately(origin, listMessage(listing, await readPage(deps, origin, listing))),
    (userError) => deps.messenger.replyPrivately(origin, listError(userError)),
  );
}

/** Why the groups are not shown, as a private message. */
export function listError(userError: UserError): Message {
  return headedMessage(headingOf(userError, HEADINGS), userError);
}

/** Lists groups in a modal, for people who came from a button. */
export async function openList(deps: Deps, origin: ReplyTarget, triggerId: string): Promise<void> {
  const handle = await openForm(deps, origin, { triggerId }, waitingModal(LIST_TITLE, 'Looking the groups up…'));
  if (handle) await drawList(deps, origin, handle, { start: 0 });
}

/** Draws one page of a listing into an open modal. */
export async function drawList(deps: Deps, origin: ReplyTarget, handle: ModalHandle, listing: Listing): Promise<void> {
  await deps.reporter.run(
    'list groups',
    async () => {
      await handle.show(listModal(listing, await readPage(deps, origin, listing), origin));
    },
    (userError) => handle.show(messageModal(LIST_TITLE, errorBlocks(headingOf(userError, HEADINGS), userError))),
  );
}

/** Reads one page, as the person who asks may. */
export async function readPage(deps: Deps, origin: ReplyTarget, listing: Listing) {
  const { person } = await deps.access.require(origin.userId, 'read');
  if (listing.text) {
    const { groups, unreadable } = await groupsMatching(deps.docspace, listing.text, { clock: deps.clock });
    return {
      items: groups.slice(listing.start, listing.start + PAGE_SIZE),
      total: groups.length + unreadable,
      unreadable,
    };
  }
  return deps.docspace.groups.list({
    startIndex: listing.start,
    count: PAGE_SIZE,
    ...(listing.mine ? { personId: person.id } : {}),
  });
}
