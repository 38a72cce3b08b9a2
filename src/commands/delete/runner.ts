import { randomUUID } from 'node:crypto';
import { HALF_DELETED, isHalfDeleted } from '../../approvals/index.ts';
import { actingFor, type Deps } from '../../deps.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import type { Announce } from './announce.ts';
import { executeDeletion, LEASE_MS } from './execute-deletion.ts';
import { announceOrTakeBack } from './request-deletion.ts';

/** How often the requests are looked through for what is due, overdue or not yet drawn. */
const SWEEP_EVERY_MS = 5_000;

/** Longest wait before a message that keeps failing is tried again. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** What every sweep works with; `patience` knows which requests could not be drawn, and until when they rest. */
interface Sweeping {
  deps: Deps;
  announce: Announce;
  /** Marks the leases of this process. */
  owner: string;
  patience: Map<string, { waitMs: number; until: number }>;
}

/** Carries approved deletions out, in the background and after a restart. */
export interface Runner {
  /** Sweeps soon, and again when a grace period ends. */
  wake(afterMs?: number): void;
  start(): Promise<void>;
  /** Stops sweeping and waits for deletions in hand. */
  stop(): Promise<void>;
}

/** A runner; its owner name marks the leases of this process. */
export function createRunner(deps: Deps, announce: Announce): Runner {
  const owner = randomUUID();
  const parts: Sweeping = { deps, announce, owner, patience: new Map() };
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
    sweeping = sweeping.then(() => (ending.signal.aborted ? undefined : sweepOnce(parts)));
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
    wake,
    async start() {
      if (deps.soleProcess) await takeOver(parts);
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
async function takeOver(sweeping: Sweeping): Promise<void> {
  await sweeping.deps.approvals.freeLeases();
  await drawLagging(sweeping, 0);
}

/** Draws what lags behind; what fails waits twice as long each time, so that one message does not fill the log. */
async function drawLagging({ deps, announce, patience }: Sweeping, forMs?: number): Promise<void> {
  await deps.reporter.bestEffort('draw requests anew', async () => {
    const lagging = await deps.approvals.lagging(forMs);
    for (const id of patience.keys()) if (!lagging.includes(id)) patience.delete(id);
    for (const id of lagging) {
      const waited = patience.get(id);
      if (waited && waited.until > deps.clock.now()) continue;
      const drawn = await deps.reporter.bestEffort('draw a request', async () => {
        await announceOrTakeBack(deps, announce, id);
        return true;
      });
      const waitMs = Math.min(LONGEST_WAIT_MS, (waited?.waitMs ?? SWEEP_EVERY_MS / 2) * 2);
      if (!drawn) patience.set(id, { waitMs, until: deps.clock.now() + waitMs });
    }
  });
}

/** Looks through all requests once: expires what is overdue, runs what is due, draws what lags behind. */
async function sweepOnce(sweeping: Sweeping): Promise<void> {
  const { deps, announce, owner } = sweeping;
  await deps.reporter.bestEffort('expire requests', async () => {
    for (const id of await deps.approvals.expire())
      await deps.reporter.bestEffort('draw a request', () => announce(id));
  });
  await deps.reporter.bestEffort('look for due deletions', async () => {
    for (const id of await deps.approvals.due()) await runOne(deps, announce, owner, id);
  });
  await drawLagging(sweeping);
}

async function runOne(deps: Deps, announce: Announce, owner: string, id: string): Promise<void> {
  const request = await deps.approvals.claim(id, owner, LEASE_MS);
  if (!request) return;
  await deps.reporter.run(
    'delete a group',
    () => executeDeletion(actingFor(deps, request.requester.slackId, 'change'), request, owner),
    (userError) => recordFailure(deps, id, owner, userError),
  );
  await deps.reporter.bestEffort('draw a request', () => announce(id));
}

/** What the thread shows of a failure; once the deletion was sent, nothing else is certain. */
async function recordFailure(deps: Deps, id: string, owner: string, userError: UserError) {
  const { kind, code: error, text, unclear, reference = '' } = userError;
  const request = await deps.approvals.find(id);
  // An unclear failure says so itself.
  const notCertain = request?.snapshot !== undefined && !unclear;
  // A later failure does not bring the members back.
  const half = error === 'docspace_half_deleted' || (request !== undefined && isHalfDeleted(request));
  const words = [
    ...(notCertain ? ['It is not certain whether DocSpace has deleted the group.'] : []),
    text,
    ...(reference ? [`Reference: ${reference}.`] : []),
  ];
  await deps.approvals.recordFailed(id, owner, {
    code: half ? HALF_DELETED : kind,
    reference,
    words: words.join(' '),
  });
}
