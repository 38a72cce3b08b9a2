import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Clock, systemClock } from '../../src/clock.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';

/** An empty database. */
export interface TestDatabase {
  url: string;
  /** Whether several stores can be open at once; a SQLite file is locked by the first, as it is between processes. */
  sharedInProcess: boolean;
  /** Opens it by the system clock, or as `options` say. */
  open(options?: Partial<StoreOptions>): Promise<Store>;
  drop(): Promise<void>;
}

/** Options of a store whose time follows a clock of the test's, on both databases. */
export function followed(clock: Clock): Pick<StoreOptions, 'clock' | 'time'> {
  return { clock, time: () => clock.now() };
}

/** A folder in memory, where Linux has one: tests commit thousands of times, and each commit waits for the disk. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** An empty SQLite file in a folder of its own. */
export function sqliteFile(): TestDatabase {
  const folder = mkdtempSync(join(FOLDER, 'groups-'));
  const url = join(folder, 'test.db');
  return {
    url,
    sharedInProcess: false,
    open: (options) => openStore({ url, clock: systemClock, ...options }),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A new database on a PostgreSQL server. */
export async function postgresDatabase(server: string): Promise<TestDatabase> {
  const name = `groups_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  // No test takes the power away; without this, most of the time is spent waiting for the disk.
  await run(`alter database ${name} set synchronous_commit = off`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    url,
    sharedInProcess: true,
    open: (options) => openStore({ url, clock: systemClock, ...options }),
    drop: () => run(`drop database ${name} with (force)`),
  };
}

/** Runs a suite on every database there is: SQLite always, PostgreSQL where TEST_DATABASE_URL names a server. */
export function eachStore(suite: (create: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => suite(async () => sqliteFile()));
  onPostgres(suite);
}

/** Runs a suite on PostgreSQL, where TEST_DATABASE_URL names a server. */
export function onPostgres(suite: (create: () => Promise<TestDatabase>) => void): void {
  const server = process.env.TEST_DATABASE_URL;
  if (server) describe('on PostgreSQL', () => suite(() => postgresDatabase(server)));
  else it.skip('on PostgreSQL: set TEST_DATABASE_URL to a server to run the same tests there', () => undefined);
}
