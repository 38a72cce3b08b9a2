import BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import type { Backend, StoreClock } from './dialect.ts';
import { createRetries, isTransient } from './retries.ts';
import { claimFile } from './sqlite-file.ts';
import type { Database } from './tables.ts';
import { WRITE_WITHIN_MS } from './write.ts';

/**
 * In better-sqlite3, waiting for a lock blocks the whole process, so the app retries instead. Even a few milliseconds would
 * add up when many writes wait. Reads never wait: in WAL mode no other program can lock them out while this one has the file
 * open.
 */
const BUSY_TIMEOUT_MS = 0;

/**
 * Opens a SQLite file, or an in-memory database, exclusively for this process.
 * @throws DatabaseInUse
 */
export async function openSqlite(path: string, clock: StoreClock): Promise<Backend> {
  const file = path === '' || path === ':memory:' ? { path, release: () => undefined } : claimFile(path);
  try {
    const database = await opened(file.path, clock);
    const db = new Kysely<Database>({ dialect: new OneProcessDialect(withStatementCache(database)) });
    // Without the statement cache: prepared statements become invalid while tables are migrated.
    const migrating = new Kysely<Database>({ dialect: new OneProcessDialect(database) });
    return {
      dialect: 'sqlite',
      db,
      now: async () => clock.now(),
      begin: async () => ({ now: clock.now(), outcome: async () => undefined }),
      forMigration: () => ({ db: migrating, close: async () => undefined }),
      async close() {
        // Kysely closes a database only if it was used.
        await db.destroy();
        database.close();
        file.release();
      },
    };
  } catch (error) {
    file.release();
    throw error;
  }
}

async function opened(path: string, clock: StoreClock): Promise<BetterSqlite3.Database> {
  const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
  const retries = createRetries(clock, WRITE_WITHIN_MS);
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      // A commit survives a power failure, not only a crash: the user has seen that the request is stored.
      database.pragma('synchronous = FULL');
      database.pragma('foreign_keys = ON');
      return database;
    } catch (error) {
      if (isTransient(error) && (await retries.pause())) continue;
      database.close();
      throw error;
    }
  }
}

/** Size of the statement cache: about as many statements as the app has. */
const MAX_CACHED = 300;
/** Longer statements insert many rows and vary with their number, so caching them does not help; in characters. */
const LONGEST_CACHED = 5_000;

/** The database for Kysely, which also reports whether a transaction is open. */
interface OwnDatabase extends SqliteDatabase {
  readonly inTransaction: boolean;
  exec(statement: string): unknown;
}

/**
 * Caches prepared statements: preparing the insert of a request, with its indexes and triggers, takes longer than running it.
 * Every statement is read to its end before the next one begins, so a cached one is never in use.
 */
function withStatementCache(database: BetterSqlite3.Database): OwnDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    get inTransaction() {
      return database.inTransaction;
    },
    exec: (statement) => database.exec(statement),
    close: () => database.close(),
    prepare(text) {
      const known = cache.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const [oldest] = cache.keys();
      if (oldest !== undefined && cache.size >= MAX_CACHED) cache.delete(oldest);
      if (text.length <= LONGEST_CACHED) cache.set(text, statement);
      return statement;
    },
  };
}

class OneProcessDialect extends SqliteDialect {
  readonly #database: OwnDatabase;

  constructor(database: OwnDatabase) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** SQLite has transactional DDL. Kysely's adapter denies it, which would leave a failed migration half applied. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Takes the write lock at the beginning of a transaction, so that none fails later because another program has it. */
class ImmediateDriver extends SqliteDriver {
  readonly #database: OwnDatabase;

  constructor(database: OwnDatabase) {
    super({ database });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(await super.acquireConnection(), this.#database);
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A failed rollback left it open.
    if (this.#database.inTransaction) this.#database.exec('rollback');
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After some errors, such as a full disk, SQLite has already rolled back.
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/**
 * A connection that detects when SQLite has rolled a transaction back by itself: further statements would each be committed
 * separately.
 */
class Connection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #database: OwnDatabase;
  #inTransaction = false;

  constructor(connection: DatabaseConnection, database: OwnDatabase) {
    this.#connection = connection;
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction && !this.#database.inTransaction)
      throw new Error('SQLite has rolled this transaction back because an earlier statement failed');
    const result = await this.#connection.executeQuery<R>(query);
    this.#inTransaction = this.#database.inTransaction;
    return result;
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, chunkSize);
  }
}
