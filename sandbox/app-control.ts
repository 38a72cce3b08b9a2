import type { Policy } from './policy.ts';
import { configFor, type SandboxOptions, type StandIns, startAppBetween } from './start.ts';

/** The app between the stand-ins, to be stopped and started again on the same database. */
export interface AppControl {
  readonly running: boolean;
  /** Who approves what; of a stopped app, once it is started. */
  readonly policy: Policy;
  /** Starts it, unless it runs already. */
  start(): Promise<void>;
  /** Stops it, unless it has stopped already; work in hand is finished first. */
  stop(): Promise<void>;
  /** Sets another policy as an operator does: the app is restarted with it, and open requests stay. */
  setPolicy(policy: Policy): Promise<void>;
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
  let policy: Policy = configFor(standIns, options).approvals;
  const begin = async () => {
    running ??= await startAppBetween(standIns, { ...options, approvals: policy });
  };
  const end = async () => {
    await running?.stop();
    running = undefined;
  };
  const told = () => {
    for (const listener of listeners) listener();
  };
  return {
    get running() {
      return running !== undefined;
    },
    get policy() {
      return policy;
    },
    start: () =>
      inTurn(async () => {
        await begin();
        told();
      }),
    stop: () =>
      inTurn(async () => {
        await end();
        told();
      }),
    setPolicy: (next) =>
      inTurn(async () => {
        const wasRunning = running !== undefined;
        await end();
        policy = next;
        if (wasRunning) await begin();
        told();
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
