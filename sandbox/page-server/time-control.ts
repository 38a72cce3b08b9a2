import type { MovableClock } from '../clock.ts';

/** The time of the sandbox, as the page moves it. */
export interface TimeControl {
  /** Days it is ahead of the real time; null where it cannot be moved. */
  daysAhead(): number | null;
  /** Lets a day pass; throws where time cannot be moved. */
  passDay(): Promise<void>;
  onChange(listener: () => void): () => void;
}

const DAY_MS = 24 * 3_600_000;

/** Moves a clock by days. */
export function createTimeControl(clock: MovableClock | undefined): TimeControl {
  return {
    daysAhead: () => (clock ? Math.round(clock.aheadMs / DAY_MS) : null),
    async passDay() {
      if (!clock) throw new Error('The time of this sandbox can’t be moved.');
      clock.skip(DAY_MS);
    },
    onChange: (listener) => clock?.onSkip(listener) ?? (() => undefined),
  };
}
