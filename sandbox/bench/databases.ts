import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Clock } from '../../src/clock.ts';
import { openStore, type Store } from '../../src/store/index.ts';

/** An empty database that is dropped after a measurement. */
export interface BenchDatabase {
  name: 'SQLite' | 'PostgreSQL';
  open(): Promise<Store>;
  /** Closes every store that was opened, and drops the database. */
  drop(): Promise<void>;
}

/** Creates a database on each server there is: SQLite always, PostgreSQL where `server` names one. */
export type CreateDatabase = () => Promise<BenchDatabase>;

/** The databases to measure on. */
export function databasesOf(clock: Clock, server: string | undefined): CreateDatabase[] {
  return [() => sqliteFile(clock), ...(server ? [() => postgresDatabase(clock, server)] : [])];
}

/** A SQLite file in a folder of its own. */
export async function sqliteFile(clock: Clock): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-bench-'));
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return opened('SQLite', join(folder, 'bench.db'), clock, remove);
}

/** A new database on a PostgreSQL server. */
export async function postgresDatabase(clock: Clock, server: string): Promise<BenchDatabase> {
  const name = `groups_bench_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return opened('PostgreSQL', url, clock, () => run(`drop database ${name} with (force)`));
}

function opened(name: BenchDatabase['name'], url: string, clock: Clock, remove: () => Promise<void>): BenchDatabase {
  const open = new Set<Store>();
  return {
    name,
    async open() {
      const store = await openStore({ url, clock });
      const kept: Store = {
        ...store,
        async close() {
          open.delete(kept);
          await store.close();
        },
      };
      open.add(kept);
      return kept;
    },
    async drop() {
      for (const store of [...open]) await store.close();
      await remove();
    },
  };
}
