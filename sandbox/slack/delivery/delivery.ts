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
  deliver(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>, retry?: Retry): Promise<Ack>;
}

/** Slack waits this long for the app to answer anything. */
export const ACK_WITHIN_MS = 3_000;

/**
 * Delivers as often as Slack does: an event that was not acknowledged comes once more at once, and then no more here;
 * Slack itself would try again after one and after five minutes. Commands and clicks are never repeated.
 */
export async function deliverAsSlack(
  delivery: Delivery,
  kind: DeliveryKind,
  payload: Readonly<Record<string, unknown>>,
): Promise<Ack> {
  const first = await delivery.deliver(kind, payload);
  if (first.acked || first.final || kind !== 'events_api') return first;
  return delivery.deliver(kind, payload, { attempt: 1, why: first.why });
}
