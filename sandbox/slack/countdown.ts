/** Faults that wait for calls, oldest first, each counted down by the calls it meets. */
export class Countdown<T> {
  readonly #entries: { fault: T; left: number }[] = [];

  /** Adds a fault for so many calls; the result takes back what is left of it. */
  add(fault: T, times: number): () => void {
    const entry = { fault, left: times };
    this.#entries.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The first fault that fits a call, counted down. */
  take(fits: (fault: T) => boolean): T | undefined {
    const entry = this.#entries.find(({ fault, left }) => left > 0 && fits(fault));
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}
