import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, isCreation, isOpen, RequestOfNewerVersion } from '../changes/index.ts';
import type { Clock } from '../clock.ts';
import { type Card, createOutbox, giveUpUnsent } from '../outbox/index.ts';
import type { ChannelWriter } from '../slack/channel-writer.ts';
import type { ErrorReporter } from '../slack/error-reporter.ts';
import type { Delivery } from '../slack/messenger.ts';
import type { Database } from '../store/index.ts';
import { accept, openForGroup, type Submission, submit } from './ask.ts';
import type { Outcome } from './at-once.ts';
import { type CardOptions, requestCard } from './card.ts';
import { createGroup } from './create-group.ts';
import { checkDecision, type Deciding, type Stored, storeDecision } from './decide.ts';
import type { Checked } from './decision-rows.ts';
import { type Draft, findDraft, openDraft } from './drafts.ts';
import { editGroup } from './edit-group.ts';
import { NoRoomForApproval } from './errors.ts';
import { type ListedRequest, listsFor, outcomesOf, type RequestLists } from './list.ts';
import { FIRST_LOOK_AFTER_MS } from './look-later.ts';
import type { RequestParts } from './parts.ts';
import { cardRefused } from './tell.ts';
import { createWorker, type Worker } from './worker.ts';

export { REST } from './card-buttons.ts';
export { type Draft, NO_GROUP } from './drafts.ts';
export { notesOf } from './edit-text.ts';
export { EditConflict, GroupChanged, NameTaken, NobodyToApprove, NoRoomForApproval } from './errors.ts';
export type { ListedRequest, RequestLists } from './list.ts';
export { countOf, isMany, restOf } from './rest.ts';
export { damagedGroup, headOf } from './seen-group.ts';
export { stateText } from './text.ts';

/** An accepted request, and whether its card stands in the channel yet. */
export interface Accepted {
  request: ChangeRequest;
  posted: boolean;
}

/** Where the card of an outcome is: in the channel, sent to the user directly, or still to be posted. */
export type Placed = 'channel' | 'direct' | 'later';

/** Requests: asked for, decided, applied, shown. */
export interface Requests extends Worker {
  db: Kysely<Database>;
  policy: RequestParts['policy'];
  reporter: ErrorReporter;
  clock: Clock;
  openDraft(draft: Omit<Draft, 'id'>): Promise<string>;
  findDraft(id: string): Promise<Draft>;
  /** Stores a submission, before its acknowledgement. @throws NoSuchDraft, SentAlready, OpenRequestExists */
  submit(submission: Submission): Promise<ChangeRequest>;
  /**
   * Looks the submission up and posts its card.
   * @throws AccessDenied, NotFound, GroupKeptElsewhere, GroupChanged, NobodyToApprove, NoRoomForApproval, or the failure
   * of a look-up; nothing is open then
   */
  accept(requestId: string): Promise<Accepted>;
  /**
   * Carries a stored creation or edit out and posts its card. Undefined when the same form was delivered before and its
   * change is in hand, or was.
   */
  carryOut(request: ChangeRequest, onWaiting: () => void): Promise<(Outcome & { placed: Placed }) | undefined>;
  /** Stores a decision, before its acknowledgement. @throws NoSuchRequest */
  store(deciding: Deciding): Promise<Stored>;
  /** Looks up whether a stored decision counts, moves the request and shows it. @throws AccessDenied */
  check(stored: Extract<Stored, { decisionId: string }>): Promise<Checked>;
  /** Deletes a message that looks like a request's card and is none: posting it was not answered, so it was posted again. */
  takeAwayCopy(requestId: string, copy: { channel: string; ts: string }): Promise<void>;
  /** What the row alone is asked about a click. */
  decidingAs(account: string): Promise<{ account: string; now: number; policy: RequestParts['policy'] }>;
  openForGroup(groupId: string): Promise<ChangeRequest | undefined>;
  /** What waits for a user, and their own open requests. @throws AccessDenied */
  listsFor(account: string): Promise<RequestLists>;
  /** The last requests of an account that ended, the one that ended last first. */
  outcomesOf(account: string): Promise<ListedRequest[]>;
}

/** Requests over one database, one portal and one workspace. */
export function createRequests(given: Omit<RequestParts, 'outbox'> & { writer: ChannelWriter }): Requests {
  const { writer, ...rest } = given;
  const { store, portal, policy, log } = rest;
  /** Changes whose user waits, and where their card went when their channel did not take it. */
  const awaited = new Map<string, Delivery | undefined>();
  const outbox = createOutbox({
    store,
    writer,
    clock: rest.clock,
    log,
    cardOf: (requestId, lost) =>
      cardOf({ db: store.db, options: { portalUrl: portal, policy, lost } }, requestId).catch(newer),
    async onCardRefused(requestId, slackWord) {
      const delivery = await cardRefused(parts, requestId, slackWord);
      if (delivery && awaited.has(requestId)) awaited.set(requestId, delivery);
    },
  });
  const parts: RequestParts = { ...rest, outbox };
  const owner = randomUUID();
  const worker = createWorker(parts, owner);

  return {
    ...worker,
    db: store.db,
    policy,
    reporter: rest.reporter,
    openDraft: (draft) => openDraft(parts, draft),
    findDraft: (id) => findDraft(store.db, id),
    submit: (submission) => submit(parts, submission),
    accept: (requestId) => acceptAndPost(parts, requestId),
    async carryOut({ id, kind }, onWaiting) {
      awaited.set(id, undefined);
      try {
        const outcome = await (isCreation(kind) ? createGroup : editGroup)(parts, id, { owner, onWaiting });
        if (!outcome) return undefined;
        // A deletion that an edit made outdated is shown as well.
        worker.wake('failed' in outcome ? FIRST_LOOK_AFTER_MS : 0);
        const placed = await postCard(parts, id);
        return { ...outcome, placed: placedBy(awaited.get(id)) ?? placed };
      } finally {
        awaited.delete(id);
      }
    },
    store: (deciding) => storeDecision(parts, deciding),
    async check(stored) {
      const checked: Checked = stored.checked
        ? { request: stored.request, counts: true }
        : await checkDecision(parts, stored.decisionId);
      const { request, counts } = checked;
      if (counts && request.state === 'approved') worker.wake(policy.graceMs);
      // What is decided is decided: a card that Slack does not take now is sent by the next sweep.
      await parts.reporter.bestEffort('show a decided request', () => outbox.flush(request.id));
      return checked;
    },
    async takeAwayCopy(requestId, { channel, ts }) {
      await parts.reporter.bestEffort('delete a second card', () => writer.delete(channel, ts));
      log.info('a copy of a card was clicked', { request: requestId });
    },
    decidingAs: async (account) => ({ account, now: await store.now(), policy }),
    clock: rest.clock,
    openForGroup: (groupId) => openForGroup(store.db, portal, groupId),
    listsFor: (account) => listsFor(parts, account),
    outcomesOf: (account) => outcomesOf(parts, account),
  };
}

async function cardOf(
  { db, options }: { db: Kysely<Database>; options: CardOptions },
  requestId: string,
): Promise<Card | undefined> {
  const request = await findRequest(db, requestId);
  if (!request) return undefined;
  const { version, account, state } = request;
  return { version, message: requestCard(request, options), open: isOpen(state), account };
}

function newer(error: unknown): 'newer' {
  if (error instanceof RequestOfNewerVersion) return 'newer';
  throw error;
}

async function postCard(parts: RequestParts, requestId: string): Promise<Placed> {
  await parts.reporter.bestEffort('post an outcome', () => parts.outbox.flush(requestId));
  const { ts, channel } = await parts.outbox.cardPlace(requestId);
  if (ts === undefined) return 'later';
  return channel?.startsWith('D') ? 'direct' : 'channel';
}

/** Where the card of an outcome belongs: a channel, or the account of a user who is told directly. */
export function placeIn({ channel }: Pick<ChangeRequest, 'channel'>): Placed {
  return /^[UWD]/.test(channel) ? 'direct' : 'channel';
}

function placedBy(delivery: Delivery | undefined): Placed | undefined {
  return delivery && (delivery.how === 'direct' ? 'direct' : 'channel');
}

async function acceptAndPost(parts: RequestParts, requestId: string): Promise<Accepted> {
  const request = await accept(parts, requestId);
  await parts.reporter.bestEffort('post a request', () => parts.outbox.flush(requestId));
  const { ts, refused } = await parts.outbox.cardPlace(requestId);
  const now = await findRequest(parts.store.db, requestId);
  if (refused && now?.why === 'card-refused') {
    // The form is still open and says it; the direct message is for a requester whose form is gone.
    await parts.store.write((trx) => giveUpUnsent(trx, requestId));
    throw new NoRoomForApproval(refused);
  }
  return { request: now ?? request, posted: ts !== undefined };
}
