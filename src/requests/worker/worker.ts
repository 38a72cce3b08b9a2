import { setMaxListeners } from 'node:events';
import { withFacts, withoutFacts } from '../../log.ts';
import { newReference } from '../../slack/error-reporter.ts';
import type { RequestDeps } from '../deps.ts';
import { freeLeases } from '../lifecycle/attempt-rows.ts';
import { adoptOldRows, lookAgain } from './due.ts';
import { type Handle, leaveToNewer, sweepAbandoned, sweepOpen } from './sweeps.ts';

/** Interval between two sweeps, in milliseconds. */
const SWEEP_EVERY_MS = 5_000;
/** After this time, in milliseconds, another process takes over a click from the one that received it. */
const ABANDONED_AFTER_MS = 15_000;
/** Concurrent tasks: one that hangs must not block the others. */
const CONCURRENCY = 10;

/** Applies approved requests, in the background and after a restart. */
export interface Worker {
  /** Sweeps after a delay, for example when a grace period ends. */
  wake(afterMs?: number): void;
  start(): Promise<void>;
  /** Sweeps after the app was paused, and retries postponed messages at once. */
  resume(): Promise<void>;
  /** Stops sweeping, and waits for running tasks. */
  stop(): Promise<void>;
}

/** @param owner identifies the attempts of this process */
export function createWorker(deps: RequestDeps, owner: string): Worker {
  const ending = new AbortController();
  // One listener per pending wake; Node warns of a leak above ten.
  setMaxListeners(0, ending.signal);
  const pending = new Set<Promise<unknown>>();
  const runningKeys = new Set<string>();

  const track = (work: Promise<unknown>): void => {
    pending.add(work);
    const done = () => pending.delete(work);
    work.then(done, done);
  };

  /** A task was skipped at the concurrency limit: the next sweep starts as soon as one ends. */
  let skipped = false;
  const wakeIfSkipped = (): void => {
    if (!skipped) return;
    skipped = false;
    wake();
  };

  /** Tasks that came due again while they were running: they are repeated right after. */
  const repeat = new Set<string>();

  /** One task per key at a time. */
  const handle: Handle = (key, about, work) => {
    if (ending.signal.aborted) return;
    if (runningKeys.has(key)) {
      repeat.add(key);
      return;
    }
    if (runningKeys.size >= CONCURRENCY) {
      skipped = true;
      return;
    }
    runningKeys.add(key);
    const task = () => deps.reporter.bestEffort('look after a request', () => work().catch(leaveToNewer));
    track(
      withFacts({ reference: newReference(), ...about }, task)
        .finally(() => runningKeys.delete(key))
        .then(() => {
          if (repeat.delete(key)) wake();
          wakeIfSkipped();
        }),
    );
  };

  /** Not awaited by the sweep: Slack may be slow. */
  const show = (requestId: string): void =>
    track(
      withFacts({ request: requestId }, () =>
        deps.reporter.bestEffort('show a request', () => deps.outbox.flush(requestId)),
      ),
    );

  const sweeps = [
    () => sweepOpen(deps, owner, { handle, show }),
    () => sweepAbandoned(deps, owner, ABANDONED_AFTER_MS, { handle, wake }),
    () => deps.outbox.sweep(),
  ].map((work) =>
    oneAtATime(() => (ending.signal.aborted || deps.isPaused?.() ? Promise.resolve() : safely(deps, work))),
  );

  const sweep = () => Promise.all(sweeps.map((each) => each()));

  const wake = (afterMs = 0): void => {
    const pause = afterMs > 0 ? deps.clock.sleep(afterMs, ending.signal) : Promise.resolve();
    // A sweep covers all requests, so its log lines must not carry the caller's facts.
    withoutFacts(() => track(pause.then(sweep).catch(() => undefined)));
  };

  const keepSweeping = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await deps.clock.sleep(SWEEP_EVERY_MS, ending.signal);
      // Not awaited: a sweep that hangs must not block the other kinds.
      track(sweep());
    }
  };

  return {
    wake,
    async start() {
      await adoptOldRows(deps);
      await lookAgain(deps);
      if (deps.soleProcess) {
        await freeLeases(deps.store);
        await deps.outbox.takeOver();
        track(safely(deps, () => sweepAbandoned(deps, owner, 0, { handle, wake })));
      }
      await deps.outbox.retryAll();
      wake();
      track(keepSweeping().catch(() => undefined));
    },
    async resume() {
      await deps.outbox.retryAll();
      wake();
    },
    async stop() {
      ending.abort(new Error('stopping'));
      await deps.outbox.stop();
      while (pending.size > 0) await Promise.allSettled([...pending]);
    },
  };
}

/** Serializes runs; a call during a run shares one follow-up run, which starts after the current one. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | undefined;
  let next: Promise<unknown> | undefined;
  const run = (): Promise<unknown> => {
    if (running) {
      next ??= running.then(() => {
        next = undefined;
        return run();
      });
      return next;
    }
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return run;
}

async function safely(deps: RequestDeps, work: () => Promise<unknown>): Promise<void> {
  await deps.reporter.bestEffort('look through the requests', work);
}
