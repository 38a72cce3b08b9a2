import { openStore, type Store } from '../../src/store/index.ts';
import { createWriterLeases } from '../../src/store/writer-lease.ts';
import { ManualClock } from './manual-clock.ts';
import type { TestDatabase } from './stores.ts';

/** One process of the app, as far as its database and its turns to write go. */
export interface Replica {
  store: Store;
  /** Its own time; the database has one for all. */
  clock: ReplicaClock;
  inTurn: ReturnType<typeof createWriterLeases>;
  /** What it wrote to its log as warnings. */
  warnings: string[];
  /** How often it asked the database to write. */
  readonly asked: number;
  /** Lets its database fail, or answer again. */
  cutOff(cut: boolean): void;
}

/** Several processes on one database, whose time stands still until a test moves it. */
export interface Replicas {
  time: ManualClock;
  /** Another process. */
  start(owner: string, stopping?: AbortSignal): Promise<Replica>;
  /** Who holds leases now: the process and its turn. */
  owners(): Promise<string[]>;
  stop(): Promise<void>;
}

/** A clock that stands still, whose pauses are written down and end at once unless `waits` is set. */
export class ReplicaClock extends ManualClock {
  readonly pauses: number[] = [];
  waits = false;

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.pauses.push(ms);
    if (this.waits) return super.sleep(ms, signal);
    return new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets other work go on until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

/** Processes on a database: with connections of their own, or with the one connection a SQLite file has. */
export async function startReplicas(database: TestDatabase): Promise<Replicas> {
  const time = new ManualClock();
  const open = () => {
    const options = { url: database.url, clock: time, time: () => time.now() };
    return openStore(options);
  };
  const first = await open();
  const stores = [first];
  return {
    time,
    async start(owner, stopping) {
      const store = database.sharedInProcess ? await open() : first;
      if (store !== first) stores.push(store);
      return replicaOn(store, owner, stopping);
    },
    async owners() {
      const rows = await first.db.selectFrom('writer_leases').select('owner').orderBy('subject').execute();
      return rows.map((row) => row.owner);
    },
    async stop() {
      for (const store of stores) await store.close();
    },
  };
}

function replicaOn(store: Store, owner: string, stopping?: AbortSignal): Replica {
  const clock = new ReplicaClock();
  const warnings: string[] = [];
  let asked = 0;
  let isCut = false;
  const write: Store['write'] = (work) => {
    asked += 1;
    return isCut ? Promise.reject(Object.assign(new Error('cut off'), { code: 'ECONNREFUSED' })) : store.write(work);
  };
  const log = { warn: (words: string) => void warnings.push(words) };
  const portal = 'https://portal.example';
  return {
    store,
    clock,
    warnings,
    inTurn: createWriterLeases({ store: { write }, portal, clock, owner, log, stopping }),
    get asked() {
      return asked;
    },
    cutOff(cut) {
      isCut = cut;
    },
  };
}
