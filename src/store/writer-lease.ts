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

/** What a turn can ask while it lasts. */
interface WriterLease {
  /** Whether a write may be sent now. */
  mayWrite(): Promise<boolean>;
}

/** Runs work about the same subject one after the other, over all processes that share a database. */
type LeasedWriter = <T>(subject: string, work: (lease: WriterLease) => Promise<T>) => Promise<T>;

interface LeaseClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  after(ms: number, act: () => void): () => void;
}

/** What leases are made from. */
export interface WriterLeaseOptions {
  store: LeaseStore;
  /** The portal whose groups are written. */
  portal: string;
  clock: LeaseClock;
  /** Name of this process among those that share the database. */
  owner?: string;
  log?: { warn(words: string, facts?: Readonly<Record<string, string | undefined>>): void };
  /** When aborted, nobody waits for another process any longer. */
  stopping?: AbortSignal | undefined;
}

/**
 * Least time that is left of a lease when a write is sent, in milliseconds: the write's deadline (60 s) and 30 s. So the
 * next process, which begins when the lease ends, begins after the write was answered or given up.
 */
const LEFT_TO_WRITE_MS = 90_000;
/**
 * How long a lease lasts: long enough to write at any moment between two renewals. A process that died blocks its group
 * for so long.
 */
const LEASE_MS = 120_000;
const RENEW_EVERY_MS = 20_000;
/** How long a turn waits for other processes: as long as a call waits for its place. */
const WAIT_MS = 25_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Turns of this process about one subject. */
interface Queue {
  last: Promise<unknown>;
  /** When this process last held the lease: until then, turns waited for this process and not for another. */
  heldAt: number;
}

/**
 * One writer per subject over all processes, by a row in the database and not by a lock of it: nothing is locked while the
 * portal is called.
 * @throws WriterBusy when another process holds the lease for too long, and whatever the database throws; the work was not
 * begun then
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
    const mine = queue.last.then(() => runTurn(queue, subject, calledAt, work));
    // The next in line waits for the end of this turn, not for its success.
    const ended = mine.catch(() => undefined);
    queue.last = ended;
    try {
      return await mine;
    } finally {
      if (queue.last === ended) queues.delete(subject);
    }
  };
}

/** Asks for the lease until it is free, at least once. */
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
  /** By this process's clock, read before the database's: the lease ends no earlier than LEASE_MS after it. */
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
    const askedAt = this.#options.clock.now();
    const taken = await takeLease(this.#options.store, this.#key, this.#owner, LEASE_MS);
    if (!taken) return false;
    this.#renewedAt = askedAt;
    this.#renewLater();
    return true;
  }

  /** A process that was paused, or cannot reach the database, finds its lease too short or lost. */
  async mayWrite(): Promise<boolean> {
    if (!this.#isLongEnough()) await this.#renew();
    return this.#state === 'held' && this.#isLongEnough();
  }

  /** Frees the lease for the next. What failed here fails nothing: the work is done, and the lease ends by itself. */
  async end(): Promise<void> {
    this.#stopTimer();
    await this.#renewing;
    const wasLost = this.#state === 'lost';
    this.#state = 'ended';
    if (wasLost) return;
    try {
      if (!(await releaseLease(this.#options.store, this.#key, this.#owner))) this.#tellLost();
    } catch (error) {
      this.#warn('a writer lease could not be released; it ends by itself', error);
    }
  }

  #isLongEnough(): boolean {
    return this.#renewedAt + LEASE_MS - this.#options.clock.now() >= LEFT_TO_WRITE_MS;
  }

  #renewLater(): void {
    this.#stopTimer = this.#options.clock.after(RENEW_EVERY_MS, async () => {
      await this.#renew();
      if (this.#state === 'held') this.#renewLater();
    });
  }

  /** Renews once for everybody who asks meanwhile. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#renewNow().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewNow(): Promise<void> {
    if (this.#state !== 'held') return;
    const askedAt = this.#options.clock.now();
    try {
      if (await renewLease(this.#options.store, this.#key, this.#owner, LEASE_MS)) this.#renewedAt = askedAt;
      else {
        this.#state = 'lost';
        this.#tellLost();
      }
    } catch (error) {
      this.#warn('a writer lease could not be renewed', error);
    }
  }

  /** What was sent cannot be taken back; nothing more is sent. */
  #tellLost(): void {
    this.#warn('a writer lease was lost: another process may have written about the same group at the same time');
  }

  #warn(words: string, error?: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    this.#options.log?.warn(words, { portal: this.#key.portal, subject: this.#key.subject, error: code });
  }
}
