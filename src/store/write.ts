import { type Kysely, sql, type Transaction } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Database } from './tables.ts';

/** Reads the database's time, in milliseconds since the epoch. */
export type ReadTime = (db: Kysely<Database>) => Promise<number>;

/**
 * PostgreSQL's own time, on which replicas agree whatever their machines say; SQLite serves one process, and its time is
 * that process's clock.
 */
export function timeOf(dialect: Dialect, clock: { now(): number }, offset: () => number): ReadTime {
  if (dialect === 'sqlite') return async () => clock.now();
  return async (db) => {
    const { rows } = await sql<{ now: number }>`
      select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
    const [row] = rows;
    if (!row) throw new Error('the database did not tell its time');
    return row.now + offset();
  };
}

/** Runs one write transaction. */
export function createWrite(db: Kysely<Database>, readTime: ReadTime) {
  return <T>(
    work: (trx: Transaction<Database>, now: number) => Promise<T>,
    _options: { withinMs?: number } = {},
  ): Promise<T> => db.transaction().execute(async (trx) => work(trx, await readTime(trx)));
}
