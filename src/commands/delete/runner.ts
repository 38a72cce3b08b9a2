import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { Announce } from './announce.ts';
import { executeDeletion, LEASE_MS } from './execute-deletion.ts';
import { announceOrTakeBack } from './request-deletion.ts';

/** How often the requests are looked through for what is due, overdue or not yet drawn. */
const SWEEP_EVERY_MS = 5_000;

/** Carries approved deletions out, in the background and after a restart. */
export interface Runner {
  /** Looks through all requests once: runs what is due, expires what is overdue, draws what lags behind. */
  sweep(): Promise<void>;
  /** Sweeps soon, and again when a grace period ends. */
  wake(afterMs?: number): void;
  start(): Promise<void>;
  /** Stops sweeping and waits for deletions in hand. */
  stop(): Promise<void>;
}

/** A runner; its owner name marks the leases of this process. */
export function createRunner(deps: Deps, announce: Announce): Runner {
  const owner = randomUUID();
  const ending = new AbortController();
  const underway = new Set<Promise<unknown>>();
  let sweeping: Promise<void> = Promise.resolve();

  const track = (work: Promise<unknown>): void => {
    underway.add(work);
    const done = () => underway.delete(work);
    work.then(done, done);
  };

  const sweep = (): Promise<void> => {
    // One sweep at a time; whoever asks meanwhile gets one that begins after now.
    sweeping = sweeping.then(() => (ending.signal.aborted ? undefined : sweepOnce(deps, announce, owner)));
    return sweeping;
  };

  const wake = (afterMs = 0): void => {
    track(
      (afterMs > 0 ? deps.clock.sleep(afterMs, ending.signal) : Promise.resolve()).then(sweep).catch(() => undefined),
    );
  };

  const keepSweeping = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await deps.clock.sleep(SWEEP_EVERY_MS, ending.signal);
      await sweep();
    }
  };

  return {
    sweep,
    wake,
    async start() {
      if (deps.soleProcess) await takeOver(deps, announce);
      wake();
      track(keepSweeping().catch(() => undefined));
    },
    async stop() {
      ending.abort(new Error('stopping'));
      await Promise.allSettled([...underway, sweeping]);
    },
  };
}

/** Takes up at once what the last process left in hand, without waiting for its leases and its messages to be late. */
async function takeOver(deps: Deps, announce: Announce): Promise<void> {
  await deps.approvals.freeLeases();
  await drawLagging(deps, announce, 0);
}

async function drawLagging(deps: Deps, announce: Announce, forMs?: number): Promise<void> {
  await quietly(deps, 'draw requests anew', async () => {
    for (const id of await deps.approvals.lagging(forMs))
      await quietly(deps, 'draw a request', () => announceOrTakeBack(deps, announce, id));
  });
}

async function sweepOnce(deps: Deps, announce: Announce, owner: string): Promise<void> {
  await quietly(deps, 'expire requests', async () => {
    for (const id of await deps.approvals.expire()) await quietly(deps, 'draw a request', () => announce(id));
  });
  await quietly(deps, 'look for due deletions', async () => {
    for (const id of await deps.approvals.due()) await runOne(deps, announce, owner, id);
  });
  await drawLagging(deps, announce);
}

async function runOne(deps: Deps, announce: Announce, owner: string, id: string): Promise<void> {
  const request = await deps.approvals.claim(id, owner, LEASE_MS);
  if (!request) return;
  await deps.guard.run(
    'delete a group',
    () => executeDeletion(deps, request, owner),
    (spoken) =>
      deps.approvals.recordFailed(id, owner, {
        code: spoken.kind,
        reference: spoken.reference ?? '',
        words: spoken.reference ? `${spoken.text} Reference: ${spoken.reference}.` : spoken.text,
      }),
  );
  await quietly(deps, 'draw a request', () => announce(id));
}

/** What fails in the background is logged; the next sweep tries again. */
async function quietly(deps: Deps, doing: string, work: () => Promise<void>): Promise<void> {
  await deps.guard.run(doing, work, async () => undefined);
}
