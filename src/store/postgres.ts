import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Backend, Beginning } from './dialect.ts';
import { CertainDialect, type Pool } from './postgres-driver.ts';
import type { Database } from './tables.ts';

/** How long a PostgreSQL server may take, in milliseconds, by the machine's own timers. */
export interface PostgresLimits {
  /** To accept a connection. */
  connectMs: number;
  /** To carry a statement out; the server ends it. */
  statementMs: number;
  /** To answer a statement; longer than `statementMs`, for a server or a network that has gone silent. */
  answerMs: number;
  /** To get a lock that another connection holds. */
  lockMs: number;
  /** To let a transaction rest between two statements, with all its locks, as after a machine fell asleep. */
  idleInTransactionMs: number;
  /** To end all connections in good order. */
  closeMs: number;
}

export const POSTGRES_LIMITS: PostgresLimits = {
  connectMs: 5_000,
  statementMs: 10_000,
  answerMs: 12_000,
  lockMs: 5_000,
  idleInTransactionMs: 10_000,
  closeMs: 5_000,
};

/** A migration may build an index over all rows, or wait for a replica that does. */
const MIGRATION_LIMITS = { statementMs: 300_000, answerMs: 302_000, lockMs: 300_000 };

const CONNECTIONS = 10;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** PostgreSQL's bigint arrives as text; our bigints are milliseconds and counts, which a number holds exactly. */
const BIGINT = 20;

const TIME = sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const SERVER_START = sql<string>`extract(epoch from pg_postmaster_start_time())::text`;

/** Opens a pool of connections; the first query makes the first of them. */
export function openPostgres(url: string, time: (database: number) => number, limits: PostgresLimits): Backend {
  const db = new Kysely<Database>({ dialect: new CertainDialect(createPool(url, limits)) });
  return {
    dialect: 'postgres',
    db,
    async now() {
      const { now } = await only(sql<{ now: number }>`select ${TIME} as now`, db);
      return time(now);
    },
    async begin(trx) {
      const { now, xid, server } = await only(
        sql<{ now: number; xid: string; server: string }>`
          select ${TIME} as now, pg_current_xact_id()::text as xid, ${SERVER_START} as server`,
        trx,
      );
      return { now: time(now), outcome: () => outcomeOf(db, xid, server) };
    },
    forMigration: () => openPostgres(url, time, { ...limits, ...MIGRATION_LIMITS }),
    close: () => db.destroy(),
  };
}

async function outcomeOf(db: Kysely<Database>, xid: string, server: string): ReturnType<Beginning['outcome']> {
  try {
    const found = await only(
      sql<{ status: string | null; server: string }>`
        select pg_xact_status(${xid}::xid8) as status, ${SERVER_START} as server`,
      db,
    );
    if (found.status === 'aborted') return 'aborted';
    // A server that crashed may have given the number of a lost transaction to another one.
    return found.status === 'committed' && found.server === server ? 'committed' : undefined;
  } catch {
    return undefined;
  }
}

async function only<R>(query: ReturnType<typeof sql<R>>, db: Kysely<Database>): Promise<R> {
  const [row] = (await query.execute(db)).rows;
  if (!row) throw new Error('PostgreSQL did not answer with a row');
  return row;
}

function createPool(url: string, limits: PostgresLimits): Pool {
  const sockets = new Set<Socket>();
  const broken = new WeakSet<pg.ClientBase>();
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    // Compiling a statement takes PostgreSQL a hundred times as long as running any of these.
    options: '-c jit=off',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    stream: () => remembered(new Socket(), sockets),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // Without a listener a connection that breaks would end the process; the pool's own is taken off one that is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    const breaks = () => broken.add(client);
    client.on('error', breaks);
    client.on('end', breaks);
  });
  return {
    connect: () => pool.connect(),
    isBroken: (client) => broken.has(client),
    end: () => endWithin(pool, sockets, limits.closeMs),
  };
}

function remembered(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  return socket;
}

/** Waits for connections in use and for the server to close its side, then cuts what is left. */
async function endWithin(pool: pg.Pool, sockets: Set<Socket>, ms: number): Promise<void> {
  const timer = new AbortController();
  const inOrder = async () => {
    await pool.end();
    await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    timer.abort();
  };
  const inTime = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([inOrder(), inTime]);
  for (const socket of sockets) socket.destroy();
}
