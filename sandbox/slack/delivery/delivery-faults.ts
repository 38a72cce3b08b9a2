import { Countdown } from '../countdown.ts';

/** Takes a fault back; calling it again does nothing. */
type End = () => void;

/** What goes wrong between Slack and the app on its way to the app, or on the way of its acknowledgement back. */
export class DeliveryFaults {
  readonly #late = new Set<symbol>();
  readonly #copies = new Countdown<true>();

  /** The app gets everything, and each acknowledgement reaches Slack after it has given up. */
  lateAcks(): End {
    const one = Symbol('late');
    this.#late.add(one);
    return () => this.#late.delete(one);
  }

  /** So many deliveries arrive twice at once: the same envelope id, the same event_id. The first answer counts. */
  twice(times = 1): End {
    return this.#copies.add(true, times);
  }

  get areAcksLate(): boolean {
    return this.#late.size > 0;
  }

  takeCopies(): number {
    return this.#copies.take(() => true) ? 2 : 1;
  }
}
