import { type ChangeRequest, hasRooms } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { groupsNamed } from '../../groups/find.ts';
import { type GroupReference, readGroupReference } from '../../groups/reference.ts';
import { type CardDelivery, type Draft, type Submission, spanText, typedRequestId } from '../../requests/index.ts';
import { paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { askingFields, asksForChannel, finishAsked } from '../asking.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { withGroupLinks } from '../group-links.ts';
import { type Opening, openForm } from '../open-form.ts';
import type { Sent, SentForm } from '../send-form.ts';
import { CANT_OPEN_FORM, GOES_ON } from '../text.ts';
import { roomsModal } from './room-views.ts';
import {
  allDeletedText,
  HOW_AGAIN,
  LOOKING_FOR_DELETED,
  LOOKING_UP_BACK,
  LOOKING_UP_SHARED,
  NO_RIGHT,
  NO_RIGHT_TO_LOOK,
  NOT_RESTORED,
  NOT_THIS_GROUP,
  noneLeftText,
  noneMatchesText,
  RESTORE_TITLE,
  ROOMS_FAILED,
  ROOMS_REFUSED,
  ROOMS_TITLE,
  severalDeletedText,
  UNCERTAIN,
  UNCERTAIN_YET,
} from './text.ts';
import { deletedGroupsModal, restoredModal, restoreForm, SLOW } from './views.ts';

const HEADINGS: Headings = {
  rights: NO_RIGHT,
  refusal: NOT_THIS_GROUP,
  failure: CANT_OPEN_FORM,
};

/** Opens the form that restores the group of a deletion: at once as a waiting view. */
export async function openRestoreForm(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  deletionId: string,
): Promise<void> {
  await openAndFill(deps, origin, opening, LOOKING_UP_BACK, (asks) => newForm(deps, { origin, deletionId, asks }));
}

/** The same of the group that was typed, by name, id, or the id of its deletion; offers what there is where that is not clear. */
export async function openTypedRestore(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  argument: string,
): Promise<void> {
  const reference = readGroupReference(argument);
  const deletionId = reference.kind === 'name' ? typedRequestId(reference.name) : undefined;
  if (deletionId !== undefined) return openRestoreForm(deps, origin, opening, deletionId);
  await openAndFill(deps, origin, opening, LOOKING_FOR_DELETED, (asks) => formOf(deps, { origin, reference, asks }));
}

async function formOf(
  deps: Deps,
  { origin, reference, asks }: { origin: ReplyTarget; reference: GroupReference; asks: boolean },
): Promise<Modal> {
  const { requests } = deps;
  const found = await requests.deletedGroups(reference);
  const [only] = found.offered;
  if (reference.kind !== 'none' && only && found.total === 1)
    return newForm(deps, { origin, deletionId: only.id, asks });
  const span = spanText(requests.policy.restoreForMs);
  if (found.total > 0) {
    const lead = reference.kind === 'none' ? allDeletedText(span) : severalDeletedText(found.total);
    return deletedGroupsModal(found, lead, origin);
  }
  if (reference.kind === 'none') return deletedGroupsModal(found, noneLeftText(span), origin);
  const others = await requests.deletedGroups({ kind: 'none' });
  const lead = others.total === 0 ? noneLeftText(span) : noneMatchesText(span);
  return deletedGroupsModal(others, lead, origin);
}

/** Opens a waiting view at once, and fills it for a user who can restore groups, or ask for it. */
async function openAndFill(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  waiting: string,
  form: (asks: boolean) => Promise<Modal>,
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(RESTORE_TITLE, waiting));
  if (!handle) return;
  await deps.reporter.run(
    'open the restore form',
    async () => {
      const { asks } = await deps.requests.rightTo(origin.userId, 'restore');
      await handle.show(await form(asks));
    },
    (userError) => handle.show(messageModal(RESTORE_TITLE, errorBlocks(headingOf(userError, HEADINGS), userError))),
  );
}

/** A form with a draft of its own. */
async function newForm(
  deps: Deps,
  { origin, deletionId, asks }: { origin: ReplyTarget; deletionId: string; asks: boolean },
): Promise<Modal> {
  const found = await deps.requests.restorable(deletionId, origin.userId);
  const { deletion, wanted } = found;
  const namesakes = await groupsNamed(deps.docspace, wanted.name, deps.clock);
  // Who was in it stays with the deletion.
  const group = { ...deletion.group, members: [] };
  const { id: reverses, rooms } = deletion;
  const draft = { kind: 'restore', account: origin.userId, group, origin, reverses, rooms, asks } as const;
  const asking = asks ? askingFields(await asksForChannel(deps, origin, false)) : undefined;
  return restoreForm({ draftId: await deps.requests.openDraft(draft), asking }, found, namesakes);
}

/** What the form shows when its draft is not there any more, or its submission could not be stored. */
export function notStoredModal(deps: Deps, error: unknown): Modal {
  return messageModal(RESTORE_TITLE, errorBlocks(NOT_RESTORED, deps.reporter.report(error, 'restore a group')));
}

/** Restores the group and tells of it, or says why it is not restored. */
export async function restoreGroup(
  deps: Deps,
  { draft, request, form }: Omit<Sent<Submission>, 'submission'>,
): Promise<void> {
  const onWaiting = () => void deps.reporter.bestEffort('show that DocSpace is slow', () => form.show(SLOW));
  await deps.reporter.run(
    'restore a group',
    async () => {
      const outcome = await deps.requests.carryOut(request, onWaiting);
      if (!outcome) return;
      // The request is stored: whatever Slack makes of the news, nothing may say otherwise.
      else if ('asked' in outcome)
        await deps.reporter.bestEffort('show that a request is stored', () => finishAsked(form, outcome.asked));
      else if ('done' in outcome) await showRestored(deps, form, outcome.done, outcome.delivery);
      else await showFailure(deps, form, draft, outcome.failed);
    },
    // A database that failed in the middle: the worker goes on with the stored request.
    (userError) =>
      form.show(messageModal(RESTORE_TITLE, [...errorBlocks(UNCERTAIN_YET, userError), paragraph(GOES_ON)])),
  );
}

/** The group is there: whatever Slack makes of the news, nothing may say otherwise. */
async function showRestored(
  deps: Deps,
  form: SentForm,
  restored: ChangeRequest,
  delivery: CardDelivery,
): Promise<void> {
  const portalUrl = deps.config.docspace.url;
  const { id, account } = restored;
  // The card leads to the same list.
  const rooms = hasRooms(restored)
    ? await deps.reporter.bestEffort('list the rooms to share', () =>
        deps.requests.roomsToShare(id, { account, isNew: true }),
      )
    : undefined;
  const news = restoredModal(restored, { delivery, rooms, portalUrl });
  await deps.reporter.bestEffort('show that a group is restored', async () => {
    // What its owners have to share again is to be read.
    if (rooms) await form.show(news);
    else await form.finish(news, { request: restored, delivery });
  });
}

/** Lists the rooms that have to be shared with a restored group again, to the user alone. */
export async function openRooms(deps: Deps, origin: ReplyTarget, opening: Opening, requestId: string): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(ROOMS_TITLE, LOOKING_UP_SHARED));
  if (!handle) return;
  await deps.reporter.run(
    'list the rooms to share',
    async () => {
      const found = await deps.requests.roomsToShare(requestId, { account: origin.userId });
      await handle.show(roomsModal(found, deps.config.docspace.url));
    },
    (userError) => handle.show(messageModal(ROOMS_TITLE, errorBlocks(headingOf(userError, ROOMS_HEADINGS), userError))),
  );
}

const ROOMS_HEADINGS: Headings = {
  rights: NO_RIGHT_TO_LOOK,
  refusal: ROOMS_REFUSED,
  failure: ROOMS_FAILED,
};

/** Nothing was typed that could be lost: the button on the deletion's card opens a new form. */
async function showFailure(deps: Deps, form: SentForm, { origin, group }: Draft, failed: UserError): Promise<void> {
  const userError = withGroupLinks(failed, deps.config.docspace.url);
  const { unclear } = userError;
  const heading = unclear ? UNCERTAIN : headingOf(userError, { ...HEADINGS, failure: NOT_RESTORED });
  const next = userError.kind === 'failure' && !unclear ? [paragraph(HOW_AGAIN)] : [];
  const shown = await form.show(messageModal(RESTORE_TITLE, [...errorBlocks(heading, userError), ...next]));
  // What is not certain has a card, which shows what the app finds.
  if (!unclear) await tellFailure(deps, origin, { tried: 'restore', groupName: group.name, userError, shown });
}
