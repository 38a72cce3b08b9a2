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

/** Messages that should stand in Slack, and the work of seeing to it. */
export interface Outbox {
  /** Sends what is due of one request, and resolves when that is done or has to wait. */
  flush(requestId: string): Promise<void>;
  /** Sends what is due of all requests. */
  sweep(): Promise<void>;
  /** Where a request's card stands, or Slack's word for why it does not; neither while it is still to be posted. */
  cardPlace(requestId: string): Promise<CardPlace>;
  /** What is behind in Slack. */
  backlog(): Promise<OutboxBacklog>;
  /** Takes up what the last process left, without waiting for its claims to end; for a database with one process. */
  takeOver(): Promise<void>;
  /** Tries again at once what was put off: somebody may have mended it, or this version knows more than the last. */
  retryAll(): Promise<void>;
  /** Takes up no more by itself, and waits for what is on its way. */
  stop(): Promise<void>;
}

/** Requests whose messages are sent side by side. */
const SIDE_BY_SIDE = 5;

/** What an outbox is made from. */
export type OutboxDeps = Omit<SendDeps, 'claims' | 'pace'> & { store: Store; clock: PaceClock };

/** An outbox over one database and one workspace. */
export function createOutbox({ store, clock, ...given }: OutboxDeps): Outbox {
  const claims = createClaims(store, randomUUID());
  const queues = new Map<string, Promise<void>>();

  /** One after the other for one request, so that a reply does not overtake the one before. */
  const flush = (requestId: string): Promise<void> => {
    const before = queues.get(requestId) ?? Promise.resolve();
    const next = before.catch(() => undefined).then(() => sendAll(deps, requestId));
    queues.set(requestId, next);
    const ended = () => queues.get(requestId) === next && queues.delete(requestId);
    next.then(ended, ended);
    return next;
  };
  // The next sweep meets a failure again, and reports it.
  const pace = createPace(clock, (requestId) => flush(requestId).catch(() => undefined));
  const deps: SendDeps = { ...given, claims, pace };

  return {
    flush,
    async sweep() {
      const due = await claims.dueRequests(pace.closed());
      // A request that cannot be shown holds up no other.
      const failures: unknown[] = [];
      const next = async (): Promise<void> => {
        for (let id = due.shift(); id !== undefined; id = due.shift())
          await flush(id).catch((error: unknown) => failures.push(error));
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
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

/** Sends what can be sent of a request, in order, until nothing is left that can. */
async function sendAll(deps: SendDeps, requestId: string): Promise<void> {
  // Looked through once more after something was sent: another process may have left its messages to this one.
  while (await sendNow(deps, requestId));
}

/** Sends what can be sent now; false when that lets nothing else go. */
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
    // Before it is claimed: what waits for its turn is in nobody's hands.
    if (!pace.enter(requestId, message)) continue;
    const claimed = await claims.claim(message.id);
    if (!claimed) pace.leave(message);
    else if ((await sendMessage(deps, claimed, message.cardTs)) === 'ended') ended = true;
  }
  return ended;
}
