/** What Slack sends to an app, by the names of its Socket Mode envelopes. */
export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** How the app answered: in time, with a body or without, or not at all. */
export type Ack = { acked: true; body: unknown } | { acked: false; why: 'timeout' | 'not-connected' | 'refused' };

/** A way to reach the app. */
export interface Delivery {
  deliver(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): Promise<Ack>;
}

/** Slack waits this long for the app to answer anything. */
export const ACK_WITHIN_MS = 3_000;
