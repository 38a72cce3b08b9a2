import { PausesOnly } from './manual-clock.ts';

/** A clock on which a test can wait for a pause of a certain length: pauses with a signal do not end by themselves. */
export class PauseClock extends PausesOnly {
  #begun: number[] = [];
  #begins: () => void = () => undefined;

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const slept = super.sleep(ms, signal);
    this.#begun.push(ms);
    this.#begins();
    return slept;
  }

  /** Resolves once a pause of this length has begun, since the last pause that was waited for. */
  async pauseOf(seconds: number): Promise<void> {
    while (!this.#begun.includes(seconds * 1_000))
      await new Promise<void>((resolve) => {
        this.#begins = resolve;
      });
    this.#begun = [];
  }

  /** Waits for each of these pauses in turn, and lets it pass. */
  async pass(...pauses: number[]): Promise<void> {
    for (const seconds of pauses) {
      await this.pauseOf(seconds);
      await this.advance(seconds * 1_000);
    }
  }
}
