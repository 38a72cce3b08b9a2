import type { Deps } from '../../deps.ts';
import { groupsMatching } from '../../groups/find.ts';
import { readName } from '../../groups/reference.ts';
import { troubleBlocks } from '../../slack/guard.ts';
import type { Origin } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import type { Window } from '../../slack/window.ts';
import { openForm } from '../open-form.ts';
import { type Listing, listMessage, listModal, PAGE_SIZE } from './views.ts';

const TITLE = 'DocSpace groups';

/** Lists groups privately: a look around is nobody else's business. */
export async function listGroups(deps: Deps, origin: Origin, argument: string): Promise<void> {
  const typed = readName(argument);
  const listing: Listing =
    typed === 'mine' ? { mine: true, start: 0 } : { start: 0, ...(typed ? { text: typed } : {}) };
  await deps.guard.run(
    'list groups',
    async () => deps.messenger.privately(origin, listMessage(listing, await readPage(deps, origin, listing))),
    (spoken) => deps.messenger.privately(origin, spoken.message),
  );
}

/** Lists groups in a modal, for people who came from a button. */
export async function openList(deps: Deps, origin: Origin, triggerId: string): Promise<void> {
  const window = await openForm(deps, origin, { triggerId }, waitingModal(TITLE, 'Looking the groups up…'));
  if (window) await drawList(deps, origin, window, { start: 0 });
}

/** Draws one page of a listing into an open modal. */
export async function drawList(deps: Deps, origin: Origin, window: Window, listing: Listing): Promise<void> {
  await deps.guard.run(
    'list groups',
    async () => {
      await window.show(listModal(listing, await readPage(deps, origin, listing)));
    },
    (spoken) => window.show(messageModal(TITLE, troubleBlocks('The groups cannot be shown', spoken))),
  );
}

/** Reads one page, as the person who asks may. */
export async function readPage(deps: Deps, origin: Origin, listing: Listing) {
  const { person } = await deps.access.require(origin.userId, 'read');
  if (listing.text) {
    const matching = await groupsMatching(deps.docspace, listing.text, { clock: deps.clock });
    return { items: matching.slice(listing.start, listing.start + PAGE_SIZE), total: matching.length, unreadable: 0 };
  }
  return deps.docspace.groups.list({
    startIndex: listing.start,
    count: PAGE_SIZE,
    ...(listing.mine ? { personId: person.id } : {}),
  });
}
