import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Backend, Beginning } from './dialect.ts';
import { CertainDialect, type Pool } from './postgres-driver.ts';
import type { Database } from './tables.ts';

/** Timeouts for a PostgreSQL server, in milliseconds of real time. */
export interface PostgresLimits {
  /** To accept a connection. */
  connectMs: number;
  /** To run a statement; enforced by the server. */
  statementMs: number;
  /** To answer a statement; longer than `statementMs`, for a server or network that no longer responds. */
  answerMs: number;
  /** To wait for a lock of another connection. */
  lockMs: number;
  /** Between two statements of a transaction, which keeps its locks; exceeded after a machine was suspended, for example. */
  idleInTransactionMs: number;
  /** To close all connections gracefully. */
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

/** A migration can build an index over all rows, or wait for a replica that does. */
const MIGRATION_LIMITS = { statementMs: 300_000, answerMs: 302_000, lockMs: 300_000 };

const CONNECTIONS = 10;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** Type id of bigint, which pg returns as a string; the app's are milliseconds and counts, exact as numbers. */
const BIGINT = 20;

const TIME = sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const SERVER_START = sql<string>`extract(epoch from pg_postmaster_start_time())::text`;

/** Opens a connection pool; the first query connects. */
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
    // After a crash, the server can assign the id of a lost transaction to another one.
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
    // JIT compilation takes a hundred times as long as running any of the app's statements.
    options: '-c jit=off',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    stream: () => tracked(new Socket(), sockets),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // Without a listener, a broken connection would crash the process; the pool removes its own one while a client is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    const markBroken = () => broken.add(client);
    client.on('error', markBroken);
    client.on('end', markBroken);
  });
  return {
    connect: () => pool.connect(),
    isBroken: (client) => broken.has(client),
    end: () => endWithin(pool, sockets, limits.closeMs),
  };
}

function tracked(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  return socket;
}

/** Waits for connections in use and for the server to close its side, then destroys the remaining sockets. */
async function endWithin(pool: pg.Pool, sockets: Set<Socket>, ms: number): Promise<void> {
  const timer = new AbortController();
  const endGracefully = async () => {
    await pool.end();
    await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    timer.abort();
  };
  const timeout = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([endGracefully(), timeout]);
  for (const socket of sockets) socket.destroy();
}
