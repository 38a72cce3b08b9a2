import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Dialect as KyselyDialect, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';

/** The two databases the app runs on. */
export type Dialect = 'sqlite' | 'postgres';

/** Where requests are kept when nothing else is said. */
const STANDARD_FILE = './data/docspace-group.db';
/** PostgreSQL's bigint arrives as text; our bigints are milliseconds and counts, which a number holds exactly. */
const BIGINT = 20;

/** The database behind a URL or path; creates the folder of a SQLite file. */
export function dialectOf(url: string | undefined): { name: Dialect; dialect: KyselyDialect } {
  if (url && /^postgres(ql)?:\/\//.test(url)) return { name: 'postgres', dialect: postgres(url) };
  return { name: 'sqlite', dialect: sqlite(sqlitePath(url)) };
}

/** The file a URL or path names. */
export function sqlitePath(url: string | undefined): string {
  return (url ?? STANDARD_FILE).replace(/^(sqlite|file):(\/\/)?/, '');
}

function sqlite(path: string): KyselyDialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new BetterSqlite3(path, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  // A commit survives losing power, not only a crash of the process: requests are promises.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  return new SqliteDialect({ database });
}

function postgres(url: string): KyselyDialect {
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT ? Number : pg.types.getTypeParser(oid, format ?? 'text');
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser },
  });
  // A connection that breaks is replaced: an idle one at the next query, one in use after the query that finds it
  // broken fails. Without a listener it would end the process, and the pool's own is taken off a connection in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}
