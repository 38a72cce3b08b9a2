import type { Deps } from '../../deps.ts';
import { HISTORY_OPEN } from '../../groups/card.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import { readGroupReference } from '../../groups/reference.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { type ModalHandle, openModal } from '../../slack/modal-handle.ts';
import { modal, waitingModal } from '../../slack/views.ts';
import { type HistoryPage, historyOf } from '../../store/index.ts';
import { headedMessage, headingOf } from '../failure-card.ts';
import { openForm } from '../open-form.ts';
import { withSuggestions } from '../suggestions.ts';
import { existenceOf, findHistory, recordedName } from './find.ts';
import * as text from './text/history.ts';
import { LEFT_OUT, LEFT_OUT_AT_ONCE } from './text/lines.ts';
import {
  HISTORY_PICK,
  type HistoryShown,
  type HistoryTurn,
  historyMessage,
  historyModal,
  isDone,
  severalMatch,
} from './views.ts';

/** Shows the history of the group a user typed; without a name a picker opens, several matches are listed to choose from. */
export async function typedHistory(
  deps: Deps,
  origin: ReplyTarget,
  { triggerId, argument }: { triggerId: string; argument: string },
): Promise<void> {
  const reference = readGroupReference(argument);
  if (reference.kind === 'none') {
    const picker = groupPicker({ title: text.TITLE, callbackId: HISTORY_PICK, submit: text.PICKER_SUBMIT, origin });
    await openForm(deps, origin, { triggerId }, picker);
    return;
  }
  await privately(deps, origin, async () => {
    await deps.access.require(origin.userId, 'read');
    const found = await findHistory(deps, reference);
    const message =
      'scope' in found ? historyMessage(await readHistory(deps, origin, found.scope)) : severalMatch(found);
    await deps.messenger.replyPrivately(origin, message);
  });
}

/** Shows the newest page of a group's history to the user alone. */
export async function showHistory(deps: Deps, origin: ReplyTarget, groupId: string): Promise<void> {
  await privately(deps, origin, async () => {
    await deps.messenger.replyPrivately(origin, historyMessage(await readHistory(deps, origin, { groupId })));
  });
}

/** The same in a modal of its own, on top of the one that was clicked in. */
export async function openHistory(deps: Deps, origin: ReplyTarget, triggerId: string, groupId: string): Promise<void> {
  await privately(deps, origin, async () => {
    const handle = await openModal(deps.slack, triggerId, waitingModal(text.TITLE, text.READING), true);
    await showInModal(deps, origin, handle, { groupId });
  });
}

/** Draws one page of a history into an open modal, or why it cannot be shown. */
export async function showInModal(
  deps: Deps,
  origin: ReplyTarget,
  handle: ModalHandle,
  turn: HistoryTurn,
): Promise<void> {
  await deps.reporter.run(
    'show a history',
    async () => {
      await handle.show(historyModal(await readHistory(deps, origin, turn), origin));
    },
    (userError) =>
      handle.show(
        modal({
          title: text.TITLE,
          close: text.CLOSE,
          blocks: errorBlocks(headingOf(userError, text.HEADINGS), userError),
        }),
      ),
  );
}

/** Runs a look whose answer is a private message, and says in one as well what went wrong. */
export async function privately(deps: Deps, origin: ReplyTarget, work: () => Promise<void>): Promise<void> {
  await deps.reporter.run('show a history', work, (userError) => {
    const heading = headingOf(userError, text.HEADINGS);
    const offered = withSuggestions(userError, HISTORY_OPEN);
    // What the user can mend is one sentence and needs no heading.
    const message = heading === text.HEADINGS.refusal ? offered.message : headedMessage(heading, offered);
    return deps.messenger.replyPrivately(origin, message);
  });
}

/**
 * Reads one page, for a user who can see groups. What was recorded is shown whether or not DocSpace answers for the
 * group; the user's own right is asked for in any case.
 */
export async function readHistory(deps: Deps, origin: ReplyTarget, turn: HistoryTurn): Promise<HistoryShown> {
  const caller = await deps.access.require(origin.userId, 'read');
  const reader = { caller, channelId: origin.channelId };
  const portal = deps.config.docspace.url;
  const { before, after, ...scope } = turn;
  // The history of a request alone is all there is of it.
  const leftOutAtOnce = 'groupId' in turn ? LEFT_OUT_AT_ONCE : [];
  const lines = { ...scope, portal, leftOut: LEFT_OUT, leftOutAtOnce };
  const reading = readPage(deps, historyOf(deps.requests.db, lines, { before, after }));
  if (!('groupId' in turn)) return { turn, ...(await reading), name: undefined, reader };
  const [read, existence] = await Promise.all([reading, existenceOf(deps.docspace, turn.groupId)]);
  const gone = existence.is === 'gone' ? await deps.requests.whyGone(turn.groupId) : undefined;
  if (existence.is === 'unread' && read.page.lines.length === 0) throw existence.error;
  const name = existence.is === 'there' ? existence.group.name : await recordedName(deps, turn.groupId);
  return { turn, ...read, name, is: existence.is, gone, reader };
}

async function readPage(
  { requests }: Pick<Deps, 'requests'>,
  reading: Promise<HistoryPage>,
): Promise<Pick<HistoryShown, 'page' | 'undos'>> {
  const page = await reading;
  const done = page.lines.flatMap(({ action, requestId = '' }) => (isDone(action) ? [requestId] : []));
  return { page, undos: await requests.undosOf(done) };
}
