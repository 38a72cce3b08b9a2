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
 * Waiting for a lock stops the whole process in better-sqlite3, so the waiting is done outside of it. Even a few
 * milliseconds would add up when many writes wait. Reads never wait: in WAL mode no other program can lock them out
 * while this one has the file open.
 */
const BUSY_TIMEOUT_MS = 0;

/**
 * Opens a SQLite file, or a database in memory, for this process alone.
 * @throws DatabaseInUse
 */
export async function openSqlite(path: string, clock: StoreClock): Promise<Backend> {
  const file = path === '' || path === ':memory:' ? { path, release: () => undefined } : claimFile(path);
  try {
    const database = await opened(file.path, clock);
    const db = new Kysely<Database>({ dialect: new OneProcessDialect(keepingPrepared(database)) });
    // Tables change while they are migrated: nothing that was prepared for them is kept.
    const migrating = new Kysely<Database>({ dialect: new OneProcessDialect(database) });
    return {
      dialect: 'sqlite',
      db,
      now: async () => clock.now(),
      begin: async () => ({ now: clock.now(), outcome: async () => undefined }),
      forMigration: () => ({ db: migrating, close: async () => undefined }),
      async close() {
        // Kysely closes only what it has used.
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
      // A commit survives losing power, not only a crash of the process: requests are promises.
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

/** Statements that are kept prepared: about as many as the app has. */
const MOST_KEPT = 300;
/** Longer ones are lists of many rows, each of a length of its own. */
const LONGEST_KEPT = 5_000;

/** What Kysely is given: a database that can tell whether a transaction is open. */
interface OwnDatabase extends SqliteDatabase {
  readonly inTransaction: boolean;
  exec(statement: string): unknown;
}

/**
 * Prepares each statement once: for the insert of a request, with its indexes and triggers, that takes longer than to run
 * it. Every statement is read to its end before the next one begins, so none is in use when it is wanted again.
 */
function keepingPrepared(database: BetterSqlite3.Database): OwnDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    get inTransaction() {
      return database.inTransaction;
    },
    exec: (statement) => database.exec(statement),
    close: () => database.close(),
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
      if (text.length <= LONGEST_KEPT) kept.set(text, statement);
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

/** SQLite does roll back tables; Kysely's adapter says it cannot, and would leave a failed migration half done. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Takes the write lock when a transaction begins, so that none fails half-way because another program has it. */
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
    // Left open by a rollback that failed.
    if (this.#database.inTransaction) this.#database.exec('rollback');
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite has rolled back already after some errors, a full disk among them.
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/**
 * A connection that notices when SQLite rolls a transaction back by itself: statements that follow would be committed
 * one by one.
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
