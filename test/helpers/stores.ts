import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../src/clock.ts';
import { openStore, type Store } from '../../src/store/index.ts';

/** An empty database. */
export interface TestDatabase {
  url: string;
  /**
   * Whether several open stores in one process may write at once. SQLite's driver waits for a lock by stopping the whole
   * process, so there a process has one store, as the app does; processes beside each other are tested as processes.
   */
  sharedInProcess: boolean;
  open(): Promise<Store>;
  drop(): Promise<void>;
}

function sqliteFile(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  const url = join(folder, 'test.db');
  return {
    url,
    sharedInProcess: false,
    open: () => openStore({ url, clock: systemClock }),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresDatabase(server: string): Promise<TestDatabase> {
  const name = `groups_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    url,
    sharedInProcess: true,
    open: () => openStore({ url, clock: systemClock }),
    drop: () => run(`drop database ${name} with (force)`),
  };
}

/** Runs a suite on every database there is: SQLite always, PostgreSQL where TEST_DATABASE_URL names a server. */
export function eachStore(suite: (create: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => suite(async () => sqliteFile()));
  const server = process.env.TEST_DATABASE_URL;
  if (server) describe('on PostgreSQL', () => suite(() => postgresDatabase(server)));
  else it.skip('on PostgreSQL: set TEST_DATABASE_URL to a server to run the same tests there', () => undefined);
}
