/** Time as the stand-ins see it, passed in: tests move it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `act` after `ms` milliseconds, unless the returned function is called first. */
  after(ms: number, act: () => void): () => void;
}

/** A clock that can be set forward: a day passes without anybody waiting for it. Sleeps take their own real time. */
export interface MovableClock extends Clock {
  skip(ms: number): void;
}

/** Makes a clock movable. */
export function movable(clock: Clock): MovableClock {
  let skipped = 0;
  return {
    ...clock,
    now: () => clock.now() + skipped,
    skip(ms) {
      skipped += ms;
    },
  };
}
