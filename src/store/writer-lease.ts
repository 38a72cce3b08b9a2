import { randomUUID } from 'node:crypto';
import { WriterBusy } from './errors.ts';
import {
  type LeaseKey,
  type LeaseOwner,
  type LeaseStore,
  releaseLease,
  renewLease,
  takeLease,
} from './writer-lease-rows.ts';

/** The lease as its work sees it. */
interface WriterLease {
  /** Whether a write may be sent now. */
  mayWrite(): Promise<boolean>;
}

/** Serializes work about the same subject across all processes that share a database. */
type LeasedWriter = <T>(subject: string, work: (lease: WriterLease) => Promise<T>) => Promise<T>;

interface LeaseClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  after(ms: number, act: () => void): () => void;
}

/** Options of {@link createWriterLeases}. */
export interface WriterLeaseOptions {
  store: LeaseStore;
  /** The portal of the groups. */
  portal: string;
  clock: LeaseClock;
  /** Id of this process, unique among those that share the database. */
  owner?: string;
  log?: { warn(message: string, facts?: Readonly<Record<string, string | undefined>>): void };
  /** Aborted: waiting for other processes ends. */
  stopping?: AbortSignal | undefined;
}

/**
 * Minimum remaining time of a lease when a write is sent, in milliseconds: the write's deadline (60 s) plus 30 s. So the next
 * process, which starts when the lease ends, starts after the write was answered or given up.
 */
const MIN_REMAINING_MS = 90_000;
/**
 * How long a lease lasts: long enough to write at any moment between two renewals. A crashed process blocks its group for
 * this time.
 */
const LEASE_MS = 120_000;
const RENEW_EVERY_MS = 20_000;
/** How long a turn waits for other processes: as long as a call waits in the queue. */
const WAIT_MS = 25_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** This process's turns for one subject. */
interface Queue {
  last: Promise<unknown>;
  /** When this process last held the lease; until then, turns waited for this process and not for another one. */
  heldAt: number;
}

/**
 * One writer per subject across all processes. The lease is a row and not a database lock, so nothing is locked while the
 * portal is called.
 * @throws WriterBusy when another process holds the lease for too long, and errors of the database; the work was not started
 * then
 */
export function createWriterLeases(options: WriterLeaseOptions): LeasedWriter {
  const { portal, clock, owner = randomUUID() } = options;
  const queues = new Map<string, Queue>();
  let turns = 0;
  const runTurn = async <T>(
    queue: Queue,
    subject: string,
    calledAt: number,
    work: (lease: WriterLease) => Promise<T>,
  ) => {
    turns += 1;
    const lease = new Lease(options, { portal, subject }, { process: owner, turn: turns });
    await waitFor(lease, options, Math.max(calledAt, queue.heldAt) + WAIT_MS);
    try {
      return await work({ mayWrite: () => lease.mayWrite() });
    } finally {
      await lease.end();
      queue.heldAt = clock.now();
    }
  };
  return async (subject, work) => {
    const queue = queues.get(subject) ?? { last: Promise.resolve(), heldAt: 0 };
    queues.set(subject, queue);
    const calledAt = clock.now();
    const result = queue.last.then(() => runTurn(queue, subject, calledAt, work));
    // The next in line waits for the end of this turn, not for its success.
    const ended = result.catch(() => undefined);
    queue.last = ended;
    try {
      return await result;
    } finally {
      if (queue.last === ended) queues.delete(subject);
    }
  };
}

/** Tries to take the lease until it is free, at least once. */
async function waitFor(lease: Lease, { clock, stopping }: WriterLeaseOptions, giveUpAt: number): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; !(await lease.take()); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const left = giveUpAt - clock.now();
    if (left <= 0) throw new WriterBusy();
    await clock.sleep(Math.min(pause, left), stopping);
  }
}

/** The lease of one turn. */
class Lease {
  readonly #options: WriterLeaseOptions;
  readonly #key: LeaseKey;
  readonly #owner: LeaseOwner;
  /** By this process's clock, read before the query: the lease ends no earlier than LEASE_MS after it. */
  #renewedAt = 0;
  #state: 'held' | 'lost' | 'ended' = 'held';
  #renewing: Promise<void> | undefined;
  #stopTimer = () => {};

  constructor(options: WriterLeaseOptions, key: LeaseKey, owner: LeaseOwner) {
    this.#options = options;
    this.#key = key;
    this.#owner = owner;
  }

  async take(): Promise<boolean> {
    const queriedAt = this.#options.clock.now();
    const taken = await takeLease(this.#options.store, this.#key, this.#owner, LEASE_MS);
    if (!taken) return false;
    this.#renewedAt = queriedAt;
    this.#renewLater();
    return true;
  }

  /** False after a suspension or a database outage: the lease is lost or has too little time left. */
  async mayWrite(): Promise<boolean> {
    if (!this.#isLongEnough()) await this.#renew();
    return this.#state === 'held' && this.#isLongEnough();
  }

  /** Releases the lease. A failure is only logged: the work is done, and the lease expires by itself. */
  async end(): Promise<void> {
    this.#stopTimer();
    await this.#renewing;
    const wasLost = this.#state === 'lost';
    this.#state = 'ended';
    if (wasLost) return;
    try {
      if (!(await releaseLease(this.#options.store, this.#key, this.#owner))) this.#warnLost();
    } catch (error) {
      this.#warn('a writer lease could not be released; it ends by itself', error);
    }
  }

  #isLongEnough(): boolean {
    return this.#renewedAt + LEASE_MS - this.#options.clock.now() >= MIN_REMAINING_MS;
  }

  #renewLater(): void {
    this.#stopTimer = this.#options.clock.after(RENEW_EVERY_MS, async () => {
      await this.#renew();
      if (this.#state === 'held') this.#renewLater();
    });
  }

  /** Concurrent callers share one renewal. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#renewNow().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewNow(): Promise<void> {
    if (this.#state !== 'held') return;
    const queriedAt = this.#options.clock.now();
    try {
      if (await renewLease(this.#options.store, this.#key, this.#owner, LEASE_MS)) this.#renewedAt = queriedAt;
      else {
        this.#state = 'lost';
        this.#warnLost();
      }
    } catch (error) {
      this.#warn('a writer lease could not be renewed', error);
    }
  }

  /** A write that was already sent cannot be undone; no further one is sent. */
  #warnLost(): void {
    this.#warn('a writer lease was lost: another process may have written about the same group at the same time');
  }

  #warn(message: string, error?: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    this.#options.log?.warn(message, { portal: this.#key.portal, subject: this.#key.subject, error: code });
  }
}
