/** Troubles that wait for calls, oldest first, each counted down by the calls it meets. */
export class Countdown<T> {
  readonly #entries: { trouble: T; left: number }[] = [];

  /** Adds a trouble for so many calls; the result takes back what is left of it. */
  add(trouble: T, times: number): () => void {
    const entry = { trouble, left: times };
    this.#entries.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The first trouble that fits a call, counted down. */
  take(fits: (trouble: T) => boolean): T | undefined {
    const entry = this.#entries.find(({ trouble, left }) => left > 0 && fits(trouble));
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.trouble;
  }
}
