import { randomUUID } from 'node:crypto';
import type { Store } from '../store/index.ts';
import { type OutboxBacklog, outboxBacklog } from './backlog.ts';
import { type CardPlace, createClaims } from './claims.ts';
import { createPace, type PaceClock } from './pace.ts';
import { type SendDeps, sendMessage } from './send.ts';

export type { OutboxBacklog } from './backlog.ts';
export {
  type CardPlace,
  cardPlaces,
  dropUnsent,
  enqueueCard,
  enqueueCardUpdate,
  enqueueDirect,
  enqueueReminder,
  enqueueReply,
  MESSAGE_KINDS,
  matchCard,
} from './messages.ts';
export type { Card, LostCard } from './send.ts';

/** Delivers stored messages to Slack. */
export interface Outbox {
  /** Sends the due messages of one request; resolves when they are sent or have to wait. */
  flush(requestId: string): Promise<void>;
  /** Sends the due messages of all requests. */
  sweep(): Promise<void>;
  cardPlace(requestId: string): Promise<CardPlace>;
  backlog(): Promise<OutboxBacklog>;
  /** Takes over the messages of the previous process before its claims expire; for a database with one process. */
  takeOver(): Promise<void>;
  /** Retries postponed messages now: the cause may be fixed, or this version may read more than the last one. */
  retryAll(): Promise<void>;
  /** Starts nothing more, and waits for calls in progress. */
  stop(): Promise<void>;
}

/** Requests whose messages are sent concurrently. */
const CONCURRENCY = 5;

export type OutboxDeps = Omit<SendDeps, 'claims' | 'pace'> & { store: Store; clock: PaceClock };

/** An outbox over one database and one workspace. */
export function createOutbox({ store, clock, ...given }: OutboxDeps): Outbox {
  const claims = createClaims(store, randomUUID());
  const queues = new Map<string, Promise<void>>();

  /** One at a time per request, so that replies stay in order. */
  const flush = (requestId: string): Promise<void> => {
    const previous = queues.get(requestId) ?? Promise.resolve();
    const next = previous.catch(() => undefined).then(() => sendAll(deps, requestId));
    queues.set(requestId, next);
    const ended = () => queues.get(requestId) === next && queues.delete(requestId);
    next.then(ended, ended);
    return next;
  };
  // The next sweep runs into the same failure and reports it.
  const pace = createPace(clock, (requestId) => flush(requestId).catch(() => undefined));
  const deps: SendDeps = { ...given, claims, pace };

  return {
    flush,
    async sweep() {
      const due = await claims.dueRequests(pace.closed());
      // A request that fails must not block the others.
      const failures: unknown[] = [];
      const next = async (): Promise<void> => {
        for (let id = due.shift(); id !== undefined; id = due.shift())
          await flush(id).catch((error: unknown) => failures.push(error));
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, next));
      if (failures.length > 0) throw failures[0];
    },
    cardPlace: (requestId) => claims.cardPlace(requestId),
    backlog: () => outboxBacklog(store),
    takeOver: () => claims.freeAll(),
    retryAll: () => claims.retryAll(),
    async stop() {
      pace.stop();
      while (queues.size > 0) await Promise.allSettled([...queues.values()]);
    },
  };
}

/** Sends the messages of a request in order until none is sendable. */
async function sendAll(deps: SendDeps, requestId: string): Promise<void> {
  // Checked again after each round: another process may have left its messages to this one.
  while (await sendNow(deps, requestId));
}

/** Sends what is sendable now; true when that may have made other messages sendable. */
async function sendNow(deps: SendDeps, requestId: string): Promise<boolean> {
  const { claims, pace, log } = deps;
  let ended = false;
  for (const message of await claims.sendable(requestId)) {
    if (message.sendingSince !== undefined) {
      if (!(await claims.endBegun(message.id))) continue;
      log.warn('a message may have been sent before, and is not sent again', { request: requestId });
      ended = true;
      continue;
    }
    // Before the claim: a message that waits for a rate limit must stay unclaimed.
    if (!pace.enter(requestId, message)) continue;
    const claimed = await claims.claim(message.id);
    if (!claimed) pace.leave(message);
    else if ((await sendMessage(deps, claimed, message.cardTs)) === 'ended') ended = true;
  }
  return ended;
}
