import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  wakeAt: number;
  wake: () => void;
}

/** A clock that stands still until a test says how much time passes. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers = new Set<Sleeper>();

  constructor(now = Date.UTC(2026, 10, 2, 9, 0, 0)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper: Sleeper = { wakeAt: this.#now + ms, wake };
      const leave = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  after(ms: number, act: () => void): () => void {
    const sleeper: Sleeper = { wakeAt: this.#now + ms, wake: act };
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  /** How many sleeps and deadlines are still to come. */
  get waiting(): number {
    return this.#sleepers.size;
  }

  /** Moves time on at once, as on a computer that was asleep: each sleeper that is due wakes once. */
  async jump(ms: number): Promise<void> {
    this.#now += ms;
    await this.advance(0);
  }

  /** Moves time on, waking sleepers in the order they are due and letting each one's consequences run first. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#sleepers].filter((s) => s.wakeAt <= end).sort((a, b) => a.wakeAt - b.wakeAt)[0];
      if (!due) break;
      this.#now = Math.max(this.#now, due.wakeAt);
      this.#sleepers.delete(due);
      due.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Another advance may have gone further meanwhile.
    this.#now = Math.max(this.#now, end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clock whose pauses are over at once and written down; deadlines never come. */
export class PausesOnly extends ManualClock {
  readonly pauses: number[] = [];

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal) return super.sleep(ms, signal);
    this.pauses.push(ms);
    // As timers do: a part of a millisecond never passes alone.
    return super.advance(Math.ceil(ms));
  }
}
