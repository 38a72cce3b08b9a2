import { type Kysely, type MigrationProvider, Migrator } from 'kysely';
import type { Dialect } from './dialect.ts';
import { DatabaseTooNew } from './errors.ts';
import { requestsAndAudit } from './migrations/0001-requests-and-audit.ts';
import { oneLife } from './migrations/0002-one-life.ts';
import { links } from './migrations/0003-links.ts';
import type { Database } from './tables.ts';

/** Another process may be migrating the same SQLite file; it is done within moments. */
const MOST_TRIES = 20;
const BETWEEN_TRIES_MS = 50;

function migrations(dialect: Dialect): MigrationProvider {
  return {
    getMigrations: async () => ({
      '0001-requests-and-audit': requestsAndAudit(dialect),
      '0002-one-life': oneLife(dialect),
      '0003-links': links,
    }),
  };
}

/**
 * Brings the database up to this version, forward only; PostgreSQL is locked meanwhile by Kysely's advisory lock.
 * @throws DatabaseTooNew when a newer version of the app wrote it
 */
export async function migrate(
  db: Kysely<Database>,
  dialect: Dialect,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  const provider = migrations(dialect);
  for (let tries = 1; ; tries += 1) {
    await isCurrent(db, dialect);
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (!error) return;
    // SQLite has no lock between processes here: the second finds the tables half made, and then whole.
    if (dialect !== 'sqlite' || tries >= MOST_TRIES) throw error;
    await sleep(BETWEEN_TRIES_MS);
  }
}

/**
 * Whether the database has every table of this version.
 * @throws DatabaseTooNew when a newer version of the app wrote it
 */
export async function isCurrent(db: Kysely<Database>, dialect: Dialect): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return false;
  const known = Object.keys(await migrations(dialect).getMigrations());
  const ran = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  if (ran.some((migration) => !known.includes(migration.name))) throw new DatabaseTooNew();
  return ran.length === known.length;
}
