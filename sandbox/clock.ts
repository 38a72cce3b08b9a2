/** Time as the stand-ins see it, passed in: tests move it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `act` after `ms` milliseconds, unless the returned function is called first. */
  after(ms: number, act: () => void): () => void;
}

/** A clock that can be set forward, for app, workspace and portal at once. */
export interface MovableClock extends Clock {
  /** How far it is ahead of the clock it was made from, in milliseconds. */
  readonly aheadMs: number;
  /** Sets it forward: what is due by then happens now, once each, as on a computer that wakes up after a day. */
  skip(ms: number): void;
  /** Calls the listener after each skip; the result stops that. */
  onSkip(listener: () => void): () => void;
}

interface Timer {
  dueAt: number;
  act: () => void;
  cancel: () => void;
}

/** Makes a clock movable. */
export function movable(clock: Clock): MovableClock {
  let aheadMs = 0;
  const timers = new Set<Timer>();
  const listeners = new Set<() => void>();
  const now = () => clock.now() + aheadMs;
  const arm = (timer: Timer): void => {
    timer.cancel = clock.after(Math.max(0, timer.dueAt - now()), () => {
      if (timers.delete(timer)) timer.act();
    });
  };
  const after = (ms: number, act: () => void): (() => void) => {
    const timer: Timer = { dueAt: now() + ms, act, cancel: () => undefined };
    timers.add(timer);
    arm(timer);
    return () => {
      timers.delete(timer);
      timer.cancel();
    };
  };
  return {
    now,
    after,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const stop = () => {
          cancel();
          reject(signal?.reason);
        };
        const cancel = after(ms, () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        });
        signal?.addEventListener('abort', stop, { once: true });
      }),
    get aheadMs() {
      return aheadMs;
    },
    skip(ms) {
      aheadMs += ms;
      for (const timer of [...timers].sort((a, b) => a.dueAt - b.dueAt)) {
        timer.cancel();
        arm(timer);
      }
      for (const listener of listeners) listener();
    },
    onSkip(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
