import type { Deps } from '../../deps.ts';
import { groupsMatching } from '../../groups/find.ts';
import { readName } from '../../groups/reference.ts';
import { type Spoken, troubleBlocks } from '../../slack/guard.ts';
import type { Message, Origin } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import type { Window } from '../../slack/window.ts';
import { type Headings, headedMessage, headingOf } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import { LIST_TITLE, type Listing, listMessage, listModal, PAGE_SIZE } from './views.ts';

const HEADINGS: Headings = {
  rights: 'You can’t look at groups',
  failure: 'The groups can’t be shown right now',
};

/** Lists groups privately: a look around is nobody else's business. */
export async function listGroups(deps: Deps, origin: Origin, argument: string): Promise<void> {
  const typed = readName(argument);
  const listing: Listing =
    typed === 'mine' ? { mine: true, start: 0 } : { start: 0, ...(typed ? { text: typed } : {}) };
  await deps.guard.run(
    'list groups',
    async () => deps.messenger.privately(origin, listMessage(listing, await readPage(deps, origin, listing))),
    (spoken) => deps.messenger.privately(origin, listError(spoken)),
  );
}

/** Why the groups are not shown, as a private message. */
export function listError(spoken: Spoken): Message {
  return headedMessage(headingOf(spoken, HEADINGS), spoken);
}

/** Lists groups in a modal, for people who came from a button. */
export async function openList(deps: Deps, origin: Origin, triggerId: string): Promise<void> {
  const window = await openForm(deps, origin, { triggerId }, waitingModal(LIST_TITLE, 'Looking the groups up…'));
  if (window) await drawList(deps, origin, window, { start: 0 });
}

/** Draws one page of a listing into an open modal. */
export async function drawList(deps: Deps, origin: Origin, window: Window, listing: Listing): Promise<void> {
  await deps.guard.run(
    'list groups',
    async () => {
      await window.show(listModal(listing, await readPage(deps, origin, listing), origin));
    },
    (spoken) => window.show(messageModal(LIST_TITLE, troubleBlocks(headingOf(spoken, HEADINGS), spoken))),
  );
}

/** Reads one page, as the person who asks may. */
export async function readPage(deps: Deps, origin: Origin, listing: Listing) {
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
