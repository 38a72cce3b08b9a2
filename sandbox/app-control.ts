import type { StandIns } from './start.ts';
import { type SandboxOptions, startAppBetween } from './start.ts';

/** The app between the stand-ins, to be stopped and started again on the same database. */
export interface AppControl {
  readonly running: boolean;
  /** Starts it, unless it runs already. */
  start(): Promise<void>;
  /** Stops it, unless it has stopped already; work in hand is finished first. */
  stop(): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** Controls an app that is not running yet; `options.databaseUrl` must outlive it for requests to be found again. */
export function createAppControl(standIns: StandIns, options: SandboxOptions): AppControl {
  const listeners = new Set<() => void>();
  let running: Awaited<ReturnType<typeof startAppBetween>> | undefined;
  // One step at a time: two tabs may press the same switch.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const next = last.then(step);
    last = next.catch(() => undefined);
    return next;
  };
  const told = () => {
    for (const listener of listeners) listener();
  };
  return {
    get running() {
      return running !== undefined;
    },
    start: () =>
      inTurn(async () => {
        running ??= await startAppBetween(standIns, options);
        told();
      }),
    stop: () =>
      inTurn(async () => {
        await running?.stop();
        running = undefined;
        told();
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
