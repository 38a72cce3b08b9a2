import type { Clock } from '../../clock.ts';
import type { DeliveryFaults } from './delivery-faults.ts';

/** What Slack sends to an app, by the names of its Socket Mode envelopes. */
export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** Why the app did not acknowledge. */
export type Missed = 'timeout' | 'not-connected' | 'refused';

/** How the app answered: in time, with a body or without, or not at all; `final` when it asked not to be tried again. */
export type Ack = { acked: true; body: unknown } | { acked: false; why: Missed; final?: boolean };

/** Which repetition this is, and why there is one. */
export interface Retry {
  attempt: number;
  why: Missed;
}

/** A way to reach the app. */
export interface Delivery {
  /** `copies`: how often the same envelope arrives; the first answer counts. */
  deliver(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>, retry?: Retry, copies?: number): Promise<Ack>;
}

/** Slack waits this long for the app to answer anything. */
export const ACK_WITHIN_MS = 3_000;
/** When an event that was not acknowledged comes again after the one that follows at once (docs: Events API, retries). */
const LATER_RETRIES_MS = [60_000, 300_000];

/** Delivers as often as Slack does. */
export interface Deliveries {
  /** Resolves with the answer, of an event that comes again at once with that one's. */
  deliver(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): Promise<Ack>;
  /** Brings nothing again from now on. */
  stop(): void;
}

/**
 * Deliveries over the way there is `now`. An event that was not acknowledged comes again at once, after one minute and
 * after five more, unless the app asks not to. Commands and clicks are never repeated.
 */
export function createDeliveries(parts: { clock: Clock; faults: DeliveryFaults; now: () => Delivery }): Deliveries {
  const { clock, faults } = parts;
  const coming = new Set<() => void>();

  const once = async (kind: DeliveryKind, payload: Readonly<Record<string, unknown>>, retry?: Retry): Promise<Ack> => {
    // Choices are asked for again with the next keystroke; Slack brings no such question twice.
    const copies = payload.type === 'block_suggestion' ? 1 : faults.takeCopies();
    const ack = await parts.now().deliver(kind, payload, retry, copies);
    if (!ack.acked || !faults.areAcksLate) return ack;
    // With a signal, as every wait for an acknowledgement: a deadline, not a pause.
    await clock.sleep(ACK_WITHIN_MS, new AbortController().signal);
    return { acked: false, why: 'timeout' };
  };

  const againLater = (payload: Readonly<Record<string, unknown>>, last: Ack, attempt: number): void => {
    const pause = LATER_RETRIES_MS[attempt - 2];
    if (last.acked || last.final || pause === undefined) return;
    const { why } = last;
    const forget = () => coming.delete(cancel);
    const cancel = clock.after(pause, () => {
      forget();
      void once('events_api', payload, { attempt, why }).then((ack) => againLater(payload, ack, attempt + 1));
    });
    coming.add(cancel);
  };

  return {
    async deliver(kind, payload) {
      const first = await once(kind, payload);
      if (first.acked || first.final || kind !== 'events_api') return first;
      const second = await once(kind, payload, { attempt: 1, why: first.why });
      againLater(payload, second, 2);
      return second;
    },
    stop() {
      for (const cancel of coming) cancel();
      coming.clear();
    },
  };
}
