import { setMaxListeners } from 'node:events';
import { withFacts, withoutFacts } from '../../log.ts';
import { newReference } from '../../slack/error-reporter.ts';
import type { RequestDeps } from '../deps.ts';
import { freeLeases } from '../lifecycle/attempt-rows.ts';
import { adoptOldRows, lookAgain } from './due.ts';
import { type Handle, leaveToNewer, sweepAbandoned, sweepOpen } from './sweeps.ts';

/** How often the requests are looked through for what is due, overdue or left behind. */
const SWEEP_EVERY_MS = 5_000;
/** The process that took a click looks after it itself; after this long, in milliseconds, another one helps. */
const LEFT_BEHIND_AFTER_MS = 15_000;
/** Requests that are applied or looked after side by side: one that hangs holds up nobody else. */
const SIDE_BY_SIDE = 10;

/** Applies approved requests, in the background and after a restart. */
export interface Worker {
  /** Looks soon, and again after so many milliseconds: when a grace ends. */
  wake(afterMs?: number): void;
  start(): Promise<void>;
  /** Looks again after a pause, and tries at once what was put off meanwhile. */
  resume(): Promise<void>;
  /** Stops looking, and waits for what is in hand. */
  stop(): Promise<void>;
}

/** A worker; its owner name marks the attempts of this process. */
export function createWorker(deps: RequestDeps, owner: string): Worker {
  const ending = new AbortController();
  // One listener for each grace that runs; Node warns of a leak from eleven on.
  setMaxListeners(0, ending.signal);
  const underway = new Set<Promise<unknown>>();
  const inHand = new Set<string>();

  const track = (work: Promise<unknown>): void => {
    underway.add(work);
    const done = () => underway.delete(work);
    work.then(done, done);
  };

  /** Work found no free place: it goes as soon as there is one, not at the next sweep. */
  let waiting = false;
  const wakeForWaiting = (): void => {
    if (!waiting) return;
    waiting = false;
    wake();
  };

  /** Work that came due again while it was in hand: it goes once more as soon as that ends. */
  const again = new Set<string>();

  /** One piece of work about a request at a time, each kind of work by itself. */
  const handle: Handle = (key, about, work) => {
    if (ending.signal.aborted) return;
    if (inHand.has(key)) {
      again.add(key);
      return;
    }
    if (inHand.size >= SIDE_BY_SIDE) {
      waiting = true;
      return;
    }
    inHand.add(key);
    const doing = () => deps.reporter.bestEffort('look after a request', () => work().catch(leaveToNewer));
    track(
      withFacts({ reference: newReference(), ...about }, doing)
        .finally(() => inHand.delete(key))
        .then(() => {
          if (again.delete(key)) wake();
          wakeForWaiting();
        }),
    );
  };

  /** Shows a request beside the sweep that moved it: Slack may be slow. */
  const show = (requestId: string): void =>
    track(
      withFacts({ request: requestId }, () =>
        deps.reporter.bestEffort('show a request', () => deps.outbox.flush(requestId)),
      ),
    );

  const sweeps = [
    () => sweepOpen(deps, owner, { handle, show }),
    () => sweepAbandoned(deps, owner, LEFT_BEHIND_AFTER_MS, { handle, wake }),
    () => deps.outbox.sweep(),
  ].map((work) =>
    oneAtATime(() => (ending.signal.aborted || deps.isPaused?.() ? Promise.resolve() : safely(deps, work))),
  );

  const sweep = () => Promise.all(sweeps.map((each) => each()));

  const wake = (afterMs = 0): void => {
    const pause = afterMs > 0 ? deps.clock.sleep(afterMs, ending.signal) : Promise.resolve();
    // It looks through all requests, not through that of whoever woke it.
    withoutFacts(() => track(pause.then(sweep).catch(() => undefined)));
  };

  const keepSweeping = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await deps.clock.sleep(SWEEP_EVERY_MS, ending.signal);
      // A sweep that hangs does not hold up the next one of another kind.
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
      while (underway.size > 0) await Promise.allSettled([...underway]);
    },
  };
}

/** Runs one at a time; a caller that comes meanwhile gets a run that begins after now. */
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
