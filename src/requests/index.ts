import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  type ChangeRequest,
  findRequest,
  isCreation,
  isOpen,
  type Kind,
  needsApproval,
  policyFor,
  RequestOfNewerVersion,
} from '../changes/index.ts';
import type { Clock } from '../clock.ts';
import type { GroupReference } from '../groups/reference.ts';
import { type Card, createOutbox, type OutboxBacklog } from '../outbox/index.ts';
import type { ChannelWriter } from '../slack/channel-writer.ts';
import type { ErrorReporter } from '../slack/error-reporter.ts';
import type { Delivery } from '../slack/messenger.ts';
import type { Database } from '../store/index.ts';
import {
  type Accepted,
  acceptAndPost,
  type CarriedOut,
  deliveryOf,
  outcomeOfEarlierDelivery,
  postCard,
  requestApproval,
} from './accept/carry-out.ts';
import { type CardOptions, requestCard } from './cards/card.ts';
import { createGroup } from './create/create-group.ts';
import { checkDecision, type Deciding, type Stored, storeDecision } from './decisions/decide.ts';
import type { Checked } from './decisions/decision-rows.ts';
import { reminderOf } from './decisions/remind.ts';
import type { RequestDeps } from './deps.ts';
import { editGroup } from './edit/edit-group.ts';
import type { GroupGone } from './errors.ts';
import { FIRST_LOOK_AFTER_MS } from './lifecycle/reconcile-later.ts';
import { type ListedRequest, listsFor, outcomesOf, type RequestLists } from './lists/list.ts';
import { type OpenCount, openCounts } from './lists/open-counts.ts';
import { whyGone } from './lookups/gone-group.ts';
import { type Right, rightTo } from './lookups/rights.ts';
import { type DeletedGroups, deletedGroups } from './restore/deleted-groups.ts';
import { type Restorable, restorable } from './restore/restore.ts';
import { type RoomsToShare, roomsToShare } from './restore/rooms-to-share.ts';
import { findUndoable, type UndoListed, undoLinksOf, undosOf } from './restore/undo.ts';
import { type Draft, findDraft, openDraft } from './submissions/drafts.ts';
import { openForGroup, type Submission, submit } from './submissions/submit.ts';
import { cardRefused } from './worker/notify.ts';
import { createWorker, type Worker } from './worker/worker.ts';

export { type Accepted, type CardDelivery, type CarriedOut, placeIn } from './accept/carry-out.ts';
export { REST } from './cards/buttons.ts';
export {
  type Conflict,
  EditConflict,
  GroupChanged,
  GroupGone,
  NameTaken,
  NobodyToApprove,
  NoChangeNeeded,
  NoRoomForApproval,
  NothingToUndo,
  NotRestorable,
  RequesterChanged,
} from './errors.ts';
export type { ListedRequest, RequestLists } from './lists/list.ts';
export { damagedGroup, snapshotOf } from './lookups/read-group.ts';
export type { DeletedGroups } from './restore/deleted-groups.ts';
export type { Restorable } from './restore/restore.ts';
export type { RoomsToShare } from './restore/rooms-to-share.ts';
export type { UndoListed } from './restore/undo.ts';
export { notesOf } from './results/done-edit.ts';
export { countOf, isMany, restOf } from './results/rest.ts';
export { type Draft, NO_GROUP } from './submissions/drafts.ts';
export type { Submission } from './submissions/submit.ts';
export { leftLines, shareAgainText } from './text/restore.ts';
export { spanText, stateText, typedRequestId } from './text/terms.ts';
export { UNDONE_NOUN, undoneText } from './text/undo.ts';
export { endText } from './text/until.ts';

/** The life of requests: submit, decide, apply, show. */
export interface Requests extends Worker {
  db: Kysely<Database>;
  policy: RequestDeps['policy'];
  reporter: ErrorReporter;
  clock: Clock;
  /** The database's clock, which dates requests. */
  now(): Promise<number>;
  openDraft(draft: Omit<Draft, 'id'>): Promise<string>;
  findDraft(id: string): Promise<Draft>;
  /** Stores a submission, before its acknowledgement. @throws NoSuchDraft, SentAlready, OpenRequestExists, AlreadyReversed */
  submit(submission: Submission): Promise<ChangeRequest>;
  /**
   * Looks the submission up and posts its card.
   * @throws AccessDenied, NotFound, ReadOnlyGroup, GroupChanged, NobodyToApprove, NoRoomForApproval, or the failure
   * of a lookup; the request is closed then
   */
  accept(requestId: string): Promise<Accepted>;
  /** Whether an account can make a kind of change or has to request it. @throws AccessDenied when it can do neither */
  rightTo(account: string, kind: Kind): Promise<Right>;
  /**
   * Applies a stored creation or edit and posts its card, or requests approval if it needs one. A repeated delivery of the
   * same form returns the outcome: undefined while it is in progress, and when it was not applied.
   */
  carryOut(request: ChangeRequest, onWaiting: () => void): Promise<CarriedOut | undefined>;
  /** Stores a decision, before its acknowledgement. @throws NoSuchRequest */
  store(deciding: Deciding): Promise<Stored>;
  /** Looks up whether a stored decision counts, moves the request and shows it. @throws AccessDenied */
  check(stored: Extract<Stored, { decisionId: string }>): Promise<Checked>;
  /** Deletes a duplicate of a request's card: Slack's answer to the first post was lost, so it was posted again. */
  takeAwayCopy(requestId: string, copy: { channel: string; ts: string }): Promise<void>;
  /** Context for judging a click from the row alone. */
  decidingAs(account: string): Promise<{ account: string; now: number; policy: RequestDeps['policy'] }>;
  openForGroup(groupId: string): Promise<ChangeRequest | undefined>;
  /** A request that can be undone. @throws NoSuchRequest, NothingToUndo, AlreadyReversed */
  findUndoable(requestId: string): Promise<ChangeRequest>;
  /** Which of these requests can be undone, and which requests undid the others. */
  undosOf(requestIds: readonly string[]): Promise<ReadonlyMap<string, UndoListed>>;
  /**
   * The part of a deleted group that can be restored.
   * @throws NoSuchRequest, NotRestorable, AlreadyReversed, or the failure of a lookup
   */
  restorable(deletionId: string, account: string): Promise<Restorable>;
  /** Rooms to share with a restored group again; `isNew`: none is shared yet. @throws NoSuchRequest, AccessDenied */
  roomsToShare(requestId: string, viewer: { account: string; isNew?: boolean }): Promise<RoomsToShare>;
  /** What is known about a group that is no longer in DocSpace; undefined for a group unknown to this app. */
  whyGone(groupId: string): Promise<GroupGone | undefined>;
  /** Groups that can be restored: all of them, or the best matches for the typed reference. */
  deletedGroups(reference: GroupReference): Promise<DeletedGroups>;
  /** Requests that wait for a user, and their own open ones. @throws AccessDenied */
  listsFor(account: string): Promise<RequestLists>;
  /** The latest closed requests of an account, newest first. */
  outcomesOf(account: string): Promise<ListedRequest[]>;
  /** Open requests and overdue messages, for operators. */
  backlog(): Promise<{ openRequests: OpenCount[]; outbox: OutboxBacklog }>;
}

/** Requests over one database, one portal and one workspace. */
export function createRequests(given: Omit<RequestDeps, 'outbox'> & { writer: ChannelWriter }): Requests {
  const { writer, ...rest } = given;
  const { store, portal, policy, contact, log } = rest;
  /** Changes whose user is waiting, and where their card went if their channel did not accept it. */
  const awaited = new Map<string, Delivery | undefined>();
  const outbox = createOutbox({
    store,
    writer,
    clock: rest.clock,
    log,
    cardOf: (requestId, lost) =>
      store
        .now()
        .then((now) => cardOf({ db: store.db, options: { portalUrl: portal, policy, contact, now, lost } }, requestId))
        .catch(newer),
    reminderOf: (requestId) => reminderOf(deps, requestId).catch(newer),
    async onCardRefused(requestId, slackCode) {
      const delivery = await cardRefused(deps, requestId, slackCode);
      if (delivery && awaited.has(requestId)) awaited.set(requestId, delivery);
    },
  });
  const deps: RequestDeps = { ...rest, outbox };
  const owner = randomUUID();
  const worker = createWorker(deps, owner);

  return {
    ...worker,
    db: store.db,
    policy,
    reporter: rest.reporter,
    now: () => store.now(),
    openDraft: (draft) => openDraft(deps, draft),
    findDraft: (id) => findDraft(store.db, id),
    submit: (submission) => submit(deps, submission),
    accept: (requestId) => acceptAndPost(deps, requestId),
    rightTo: (account, kind) => rightTo(deps, account, kind),
    async carryOut(request, onWaiting) {
      const { id, kind } = request;
      if (needsApproval(request)) return requestApproval(deps, id);
      awaited.set(id, undefined);
      try {
        const outcome = await (isCreation(kind) ? createGroup : editGroup)(deps, id, { owner, onWaiting });
        if (!outcome) return outcomeOfEarlierDelivery(deps, id);
        // The sweep also updates the card of a deletion that the edit outdated.
        worker.wake('failed' in outcome ? FIRST_LOOK_AFTER_MS : 0);
        const delivery = await postCard(deps, id);
        return { ...outcome, delivery: deliveryOf(awaited.get(id)) ?? delivery };
      } finally {
        awaited.delete(id);
      }
    },
    store: (deciding) => storeDecision(deps, deciding),
    async check(stored) {
      const checked: Checked = stored.checked
        ? { request: stored.request, counts: true }
        : await checkDecision(deps, stored.decisionId);
      const { request, counts } = checked;
      if (counts && request.state === 'approved') worker.wake(policyFor(request.kind, policy).graceMs);
      // The decision is stored: a card that Slack does not accept now is sent by the next sweep.
      await deps.reporter.bestEffort('show a decided request', () => outbox.flush(request.id));
      return checked;
    },
    async takeAwayCopy(requestId, { channel, ts }) {
      await deps.reporter.bestEffort('delete a second card', () => writer.delete(channel, ts));
      log.info('a copy of a card was clicked', { request: requestId });
    },
    decidingAs: async (account) => ({ account, now: await store.now(), policy }),
    clock: rest.clock,
    openForGroup: (groupId) => openForGroup(store.db, portal, groupId),
    findUndoable: (requestId) => findUndoable(store.db, portal, requestId),
    undosOf: (requestIds) => undosOf(store.db, requestIds),
    restorable: (deletionId, account) => restorable(deps, deletionId, account),
    roomsToShare: (requestId, viewer) => roomsToShare(deps, requestId, viewer),
    whyGone: (groupId) => whyGone(deps, groupId),
    deletedGroups: (reference) => deletedGroups(deps, reference),
    listsFor: (account) => listsFor(deps, account),
    outcomesOf: (account) => outcomesOf(deps, account),
    async backlog() {
      const [openRequests, behind] = await Promise.all([openCounts(store), outbox.backlog()]);
      return { openRequests, outbox: behind };
    },
  };
}

async function cardOf(
  { db, options }: { db: Kysely<Database>; options: CardOptions },
  requestId: string,
): Promise<Card | undefined> {
  const request = await findRequest(db, requestId);
  if (!request) return undefined;
  const { version, account, state } = request;
  const message = requestCard(request, { ...options, undo: await undoLinksOf(db, request) });
  return { version, message, open: isOpen(state), account };
}

function newer(error: unknown): 'newer' {
  if (error instanceof RequestOfNewerVersion) return 'newer';
  throw error;
}
