import { randomUUID } from 'node:crypto';
import type { Store } from '../store/index.ts';
import { createClaims } from './claims.ts';
import type { OutboxMessage } from './messages.ts';
import { type SendParts, sendMessage } from './send.ts';

export { giveUpUnsent, MESSAGE_KINDS, placeOfCard, wishCard, wishDirect, wishReply } from './messages.ts';
export type { Card } from './send.ts';

/** Messages that should stand in Slack, and the work of seeing to it. */
export interface Outbox {
  /** Sends what is due of one request, and resolves when that is done or has to wait. */
  flush(requestId: string): Promise<void>;
  /** Sends what is due of all requests. */
  sweep(): Promise<void>;
  /** Where a request's card stands, or Slack's word for why it does not; neither while it is still to be posted. */
  cardPlace(requestId: string): Promise<{ ts?: string | undefined; refused?: string | undefined }>;
  /** Takes up what the last process left, without waiting for its claims to end; for a database with one process. */
  takeOver(): Promise<void>;
  /** Tries again what Slack refused before: somebody may have mended it. */
  retryRefused(): Promise<void>;
}

/** Requests whose messages are sent side by side. */
const SIDE_BY_SIDE = 5;

/** An outbox over one database and one workspace. */
export function createOutbox({ store, ...parts }: Omit<SendParts, 'claims'> & { store: Store }): Outbox {
  const claims = createClaims(store, randomUUID());
  const queues = new Map<string, Promise<void>>();

  /** One after the other for one request, so that a reply does not overtake the one before. */
  const flush = (requestId: string): Promise<void> => {
    const before = queues.get(requestId) ?? Promise.resolve();
    const next = before.catch(() => undefined).then(() => sendAll({ ...parts, claims }, requestId));
    queues.set(requestId, next);
    const ended = () => queues.get(requestId) === next && queues.delete(requestId);
    next.then(ended, ended);
    return next;
  };

  return {
    flush,
    async sweep() {
      const due = await claims.dueRequests();
      // A request that cannot be shown holds up no other.
      const failures: unknown[] = [];
      const next = async (): Promise<void> => {
        for (let id = due.shift(); id !== undefined; id = due.shift())
          await flush(id).catch((error: unknown) => failures.push(error));
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
      if (failures.length > 0) throw failures[0];
    },
    async cardPlace(requestId) {
      const card = (await claims.ofRequest(requestId)).find(({ what }) => what === 'card');
      return { ts: card?.ts, refused: card?.ts === undefined ? card?.blockedReason : undefined };
    },
    takeOver: () => claims.freeAll(),
    retryRefused: () => claims.retryRefused(),
  };
}

/** Sends a request's messages in order; one that has to wait holds up those after it, but never its card. */
async function sendAll(parts: SendParts, requestId: string): Promise<void> {
  for (;;) {
    const messages = await parts.claims.ofRequest(requestId);
    const card = messages.find(({ what }) => what === 'card');
    const sent = await sendNext(parts, messages, card);
    if (!sent) return;
  }
}

/** Sends the first message that can go; false when none can. */
async function sendNext(
  parts: SendParts,
  messages: readonly OutboxMessage[],
  card: OutboxMessage | undefined,
): Promise<boolean> {
  let threadWaits = false;
  for (const message of messages) {
    if (message.postedVersion >= message.desiredVersion) continue;
    // Replies wait until their card stands.
    if (message.what === 'reply' && (threadWaits || card?.ts === undefined)) continue;
    const claimed = await parts.claims.claim(message.id);
    if (claimed && (await sendMessage(parts, claimed, card?.ts)) !== 'waits') return true;
    threadWaits ||= message.what === 'reply';
  }
  return false;
}
