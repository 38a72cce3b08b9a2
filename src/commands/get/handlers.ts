import type { Deps } from '../../deps.ts';
import { type CardParts, cardParts } from '../../groups/card-parts.ts';
import { NoSuchGroup } from '../../groups/errors.ts';
import { type Found, findGroup, sameName } from '../../groups/find.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import { GROUP_SHOW } from '../../groups/list.ts';
import { type GroupReference, readGroupReference } from '../../groups/reference.ts';
import { roomsFor } from '../../groups/rooms.ts';

import { errorBlocks } from '../../slack/error-reporter.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { type ModalHandle, openModal } from '../../slack/modal-handle.ts';
import { modal, waitingModal } from '../../slack/views.ts';
import { type Headings, headedMessage, headingOf } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import { withSuggestions } from '../suggestions.ts';
import * as text from './text.ts';
import { GET_PICK, groupModal, type PrivateView, privateCard, severalMatch, sharedCard } from './views.ts';

/** Shows the group a user typed; without a name a picker opens, several matches are listed to choose from. */
export async function getGroup(deps: Deps, origin: ReplyTarget, triggerId: string, argument: string): Promise<void> {
  const reference = readGroupReference(argument);
  if (reference.kind === 'none') {
    const picker = groupPicker({ title: text.PICKER_TITLE, callbackId: GET_PICK, submit: text.PICKER_SUBMIT, origin });
    await openForm(deps, origin, { triggerId }, picker);
    return;
  }
  await privately(deps, origin, async () => {
    await deps.access.require(origin.userId, 'read');
    const found = await findOrTellGone(deps, reference);
    if ('id' in found) return showGroup(deps, origin, found.id);
    await deps.messenger.replyPrivately(origin, severalMatch(found.several));
  });
}

/** Finds what was typed. @throws GroupGone where no group has the name, and one that can be restored had it */
async function findOrTellGone(deps: Deps, reference: Exclude<GroupReference, { kind: 'none' }>): Promise<Found> {
  try {
    return await findGroup(deps.docspace, reference, deps.clock);
  } catch (error) {
    if (!(error instanceof NoSuchGroup)) throw error;
    const { offered } = await deps.requests.deletedGroups(reference);
    const deletion = offered.find(({ group }) => sameName(group.name, error.typed));
    throw (deletion && (await deps.requests.whyGone(deletion.group.id))) ?? error;
  }
}

/** Shows one group, and a page of its members, to the user alone. */
export async function showGroup(deps: Deps, origin: ReplyTarget, groupId: string): Promise<void> {
  await privately(deps, origin, async () => {
    const parts = await readOwnParts(deps, origin, groupId);
    await deps.messenger.replyPrivately(origin, privateCard(parts, await viewFor(deps, origin)));
  });
}

/** Runs a look whose answer is a private message, and says in one as well what went wrong. */
export async function privately(
  deps: Deps,
  origin: ReplyTarget,
  work: () => Promise<void>,
  headings: Headings = text.HEADINGS,
): Promise<void> {
  await deps.reporter.run('show a group', work, (userError) => {
    const heading = headingOf(userError, headings);
    // What the user can mend is one sentence and needs none.
    const offered = withSuggestions(userError, GROUP_SHOW);
    const message = heading === headings.refusal ? offered.message : headedMessage(heading, offered);
    return deps.messenger.replyPrivately(origin, message);
  });
}

/** Shows one group in a modal of its own, on top of the one that was clicked in (`push`). */
export async function openGroup(
  deps: Deps,
  origin: ReplyTarget,
  opening: { triggerId: string; push: boolean },
  groupId: string,
): Promise<void> {
  await privately(deps, origin, async () => {
    const waiting = waitingModal(text.MODAL_TITLE, text.LOOKING);
    const handle = await openModal(deps.slack, opening.triggerId, waiting, opening.push);
    await updateModal(deps, handle, () => showInModal(deps, origin, handle, { groupId, page: 0 }));
  });
}

/** Runs a look whose answer is shown in an open modal, and shows there as well what went wrong. */
export async function updateModal(
  deps: Deps,
  handle: ModalHandle,
  work: () => Promise<unknown>,
  headings: Headings = text.HEADINGS,
): Promise<void> {
  await deps.reporter.run('show a group', work, (userError) =>
    handle.show(
      modal({
        title: text.MODAL_TITLE,
        close: text.MODAL_CLOSE,
        blocks: errorBlocks(headingOf(userError, headings), userError),
      }),
    ),
  );
}

/** Draws one group, and a page of its members, into an open modal. */
export async function showInModal(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  shown: { groupId: string; page: number; posted?: PrivateView['posted'] },
): Promise<void> {
  const parts = await readOwnParts(deps, origin, shown.groupId, shown.page);
  await handle.show(groupModal(parts, await viewFor(deps, origin, shown.posted)));
}

/** The card of another page of members, for the message that has the button. */
export async function cardOfPage(
  deps: Deps,
  origin: ReplyTarget,
  shown: { groupId: string; page: number; by?: string | undefined; posted?: PrivateView['posted'] },
): Promise<Message> {
  if (shown.by === undefined) {
    const own = await readOwnParts(deps, origin, shown.groupId, shown.page);
    return privateCard(own, await viewFor(deps, origin, shown.posted));
  }
  const parts = await readParts(deps, origin, shown.groupId, shown.page);
  return sharedCard(parts, { by: shown.by, portalUrl: deps.config.docspace.url });
}

/** Posts a group in the channel it was looked up in, read anew; gives back what the private card then shows. */
export async function postGroup(
  deps: Deps,
  origin: ReplyTarget,
  groupId: string,
): Promise<{ parts: CardParts; view: PrivateView }> {
  const parts = await readOwnParts(deps, origin, groupId);
  const card = sharedCard(withoutRooms(parts), { by: origin.userId, portalUrl: deps.config.docspace.url });
  const { how } = await deps.messenger.postResult(origin, card);
  return { parts, view: await viewFor(deps, origin, how) };
}

/** Reads a group as far as one card shows it, for a user who can see groups. */
async function readParts(deps: Deps, origin: ReplyTarget, groupId: string, page = 0): Promise<CardParts> {
  await deps.access.require(origin.userId, 'read');
  return cardParts(deps.docspace, groupId, page);
}

/** The same with the rooms that open through it, for the user alone. */
async function readOwnParts(deps: Deps, origin: ReplyTarget, groupId: string, page = 0): Promise<CardParts> {
  const { person } = await deps.access.require(origin.userId, 'read');
  const [parts, rooms] = await Promise.all([cardParts(deps.docspace, groupId, page), roomsFor(deps, person, groupId)]);
  return { ...parts, rooms };
}

/** Which rooms a group opens is not for everybody in a channel. */
function withoutRooms({ rooms: _, ...parts }: CardParts): CardParts {
  return parts;
}

/** A card shown where names stay private cannot be posted there. */
async function viewFor(deps: Deps, origin: ReplyTarget, posted?: PrivateView['posted']): Promise<PrivateView> {
  const { channelId, ...elsewhere } = origin;
  const stays = posted === undefined && channelId !== undefined && (await deps.channels.whyPrivate(channelId));
  return { origin: stays ? elsewhere : origin, portalUrl: deps.config.docspace.url, posted };
}
