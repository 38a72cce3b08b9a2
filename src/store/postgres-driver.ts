import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { codeOf, DatabaseUnreachable, NotCertainCommitted } from './errors.ts';

/** A connection pool of one PostgreSQL server. */
export interface Pool {
  connect(): Promise<pg.PoolClient>;
  /** Whether a connection has broken and can no longer be used. */
  isBroken(client: pg.PoolClient): boolean;
  /** Closes all connections, in bounded time whatever the server does. */
  end(): Promise<void>;
}

/** Kysely's dialect with a driver that distinguishes a broken connection from a failed statement. */
export class CertainDialect extends PostgresDialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new CertainDriver(this.#pool);
  }
}

class CertainDriver implements Driver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return new Connection(await this.#pool.connect(), this.#pool);
    } catch (error) {
      throw new DatabaseUnreachable(codeOf(error) ?? 'no answer');
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    asOwn(connection).release();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const { isolationLevel, accessMode } = settings;
    const isolation = isolationLevel ? ` isolation level ${isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${isolation}${accessMode ? ` ${accessMode}` : ''}`));
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return asOwn(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return asOwn(connection).rollback();
  }

  destroy(): Promise<void> {
    return this.#pool.end();
  }
}

function asOwn(connection: DatabaseConnection): Connection {
  if (!(connection instanceof Connection)) throw new TypeError('a connection of another driver');
  return connection;
}

class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #pool: Pool;
  /** Why the connection can no longer be used. */
  #lost: DatabaseUnreachable | undefined;

  constructor(client: pg.PoolClient, pool: Pool) {
    this.#client = client;
    this.#pool = pool;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#query(sql, parameters);
    const counts = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command);
    return { rows, ...(counts ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
  }

  streamQuery(): never {
    throw new Error('rows are not streamed from PostgreSQL here');
  }

  /** @throws NotCertainCommitted when COMMIT was sent but not answered */
  async commit(): Promise<void> {
    this.#requireConnection();
    try {
      const { command } = await this.#query('commit');
      // PostgreSQL's answer, without an error, when a statement failed and the caller caught its error.
      if (command === 'ROLLBACK')
        throw new Error('PostgreSQL has rolled this transaction back because an earlier statement failed');
    } catch (error) {
      throw error instanceof DatabaseUnreachable ? new NotCertainCommitted(error) : error;
    }
  }

  /** Never throws: the original error matters, and dropping a connection rolls back too. */
  async rollback(): Promise<void> {
    try {
      await this.#query('rollback');
    } catch (error) {
      this.#lost ??= new DatabaseUnreachable(codeOf(error) ?? 'no answer');
    }
  }

  release(): void {
    this.#client.release(this.#lost);
  }

  async #query(text: string, parameters: readonly unknown[] = []): Promise<pg.QueryResult> {
    this.#requireConnection();
    try {
      return await this.#client.query(text, [...parameters]);
    } catch (error) {
      if (!this.#pool.isBroken(this.#client) && !endsConnection(error)) throw error;
      this.#lost = new DatabaseUnreachable(codeOf(error) ?? 'no answer');
      throw this.#lost;
    }
  }

  /** @throws DatabaseUnreachable when the connection broke before the statement is sent */
  #requireConnection(): void {
    if (this.#pool.isBroken(this.#client)) this.#lost ??= new DatabaseUnreachable('the connection was lost');
    if (this.#lost) throw this.#lost;
  }
}

/**
 * Whether an error ends its connection: the server sends class 08 and 57P when it closes it, and 25P03 when a transaction was
 * idle for too long. After pg's client-side timeout, the answer can still arrive, for a query that was given up.
 */
function endsConnection(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P|25P03)/.test(error.code ?? '');
  return error instanceof Error && error.message === 'Query read timeout';
}
