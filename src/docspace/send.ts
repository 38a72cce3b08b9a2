import { setMaxListeners } from 'node:events';
import { attemptOnce } from './attempt.ts';
import { createCallQueue, type Slot } from './call-queue.ts';
import { type CallFacts, Cancelled, DocSpaceError, LeaseUnavailable, RateLimited } from './errors.ts';
import type { KeyStatus } from './key-status.ts';
import { pauseUnlessAborted } from './pause.ts';
import type { Answer, Call, RequestOptions, Send } from './request.ts';
import { mayRepeat, pauseBefore } from './retry.ts';

/** How long an unanswered write keeps its slot after it was sent: the portal can be processing it for that long. */
const UNANSWERED_KEEPS_MS = 180_000;

/** A sender for one portal and key. */
export function createSend(options: RequestOptions, key: KeyStatus): Send {
  const queue = createCallQueue(options.clock);
  return async (call) => {
    // Counted from here and not from getting a slot: the caller waits either way.
    const giveUpAt = call.giveUpAt ?? options.clock.now() + options.totalMs;
    const signals = signalsOf(options, call);
    const { method, context = {} } = call;
    const isRead = method === 'GET';
    const slot = await queue.enter({
      kind: isRead ? 'read' : 'write',
      urgency: isRead ? (context.urgency ?? 'look-up') : 'change',
      person: context.person,
      giveUpAt,
      signals,
    });
    if (typeof slot === 'string') throw notSent(call, slot);
    return sendInSlot({ options, key, call, giveUpAt, signals, slot });
  };
}

interface Sending<T> {
  options: RequestOptions;
  key: KeyStatus;
  call: Call<T>;
  giveUpAt: number;
  signals: readonly AbortSignal[];
  slot: Slot;
}

async function sendInSlot<T>(sending: Sending<T>): Promise<Answer<T>> {
  const { call, slot, options, giveUpAt } = sending;
  let sentAt = options.clock.now();
  try {
    // The slot became free when the call's time was already over.
    if (sentAt >= giveUpAt) throw notSent(call, 'late');
    const answer = await sendWithRetries(sending, () => {
      sentAt = options.clock.now();
    });
    slot.leave();
    return answer;
  } catch (error) {
    if (error instanceof DocSpaceError && error.effect === 'unanswered') slot.keepUntil(sentAt + UNANSWERED_KEEPS_MS);
    else slot.leave();
    throw error;
  }
}

async function sendWithRetries<T>(sending: Sending<T>, onSend: () => void): Promise<Answer<T>> {
  const { options, key, call, giveUpAt, signals, slot } = sending;
  const facts: CallFacts = {
    ...factsOf(call),
    release: slot.leave,
  };
  for (let number = 1; ; number += 1) {
    if (call.mayBegin && !(await call.mayBegin())) throw notSent(call, 'no-lease');
    if (signals.some((signal) => signal.aborted)) throw notSent(call, 'cancelled');
    onSend();
    const result = await attemptOnce(options, call, { number, giveUpAt, facts, key });
    if ('answer' in result) return result.answer;
    const pause = pauseBefore(number + 1, result.failure, options.random);
    const inTime = options.clock.now() + pause < giveUpAt;
    if (!inTime || !mayRepeat(call.method, result.failure, number)) throw result.error;
    await pauseUnlessAborted(options.clock, pause, signals);
  }
}

function notSent(call: Call<unknown>, why: 'late' | 'cancelled' | 'no-lease'): DocSpaceError {
  const facts: CallFacts = { ...factsOf(call), effect: 'none' };
  if (why === 'late') return new RateLimited('its turn did not come in time', facts);
  if (why === 'cancelled') return new Cancelled('cancelled before it was sent', facts);
  return new LeaseUnavailable('another process may write about the same group by now', facts);
}

function factsOf({ method, path }: Call<unknown>): CallFacts {
  return { method, path };
}

function signalsOf({ stopping }: RequestOptions, { context }: Call<unknown>): readonly AbortSignal[] {
  const signals = [stopping, context?.signal].filter((signal) => signal !== undefined);
  // Hundreds of waiting calls can listen to one signal, and Node.js warns of a leak from eleven on. Without arguments this
  // would change the limit of the whole process.
  if (signals.length > 0) setMaxListeners(0, ...signals);
  return signals;
}
