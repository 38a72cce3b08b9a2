import { type Kysely, type MigrationProvider, Migrator } from 'kysely';
import type { Backend, Dialect, StoreClock } from './dialect.ts';
import { DatabaseTooNew } from './errors.ts';
import { requestsAndAudit } from './migrations/0001-requests-and-audit.ts';
import { oneLife } from './migrations/0002-one-life.ts';
import { links } from './migrations/0003-links.ts';
import { writerLeases } from './migrations/0004-writer-leases.ts';
import { requestMembers } from './migrations/0005-request-members.ts';
import { creations } from './migrations/0006-creations.ts';
import { reversals } from './migrations/0007-reversals.ts';
import { rooms } from './migrations/0008-rooms.ts';
import { keyWarnings } from './migrations/0009-key-warnings.ts';
import { createRetries, isTransient } from './retries.ts';
import type { Database } from './tables.ts';

/** How long a migration waits for another program's lock, in milliseconds. */
const WITHIN_MS = 30_000;

function migrations(dialect: Dialect): MigrationProvider {
  return {
    getMigrations: async () => ({
      '0001-requests-and-audit': requestsAndAudit(dialect),
      '0002-one-life': oneLife(dialect),
      '0003-links': links,
      '0004-writer-leases': writerLeases,
      '0005-request-members': requestMembers,
      '0006-creations': creations,
      '0007-reversals': reversals,
      '0008-rooms': rooms,
      '0009-key-warnings': keyWarnings,
    }),
  };
}

/**
 * Migrates the database to this version, forward only, in one transaction. Replicas on PostgreSQL wait for each other with
 * Kysely's advisory lock; a SQLite file belongs to one process.
 * @throws DatabaseTooNew when a newer version of the app wrote it
 */
export async function migrate(backend: Backend, clock: StoreClock): Promise<void> {
  const provider = migrations(backend.dialect);
  const retries = createRetries(clock, WITHIN_MS);
  while (!(await isCurrent(backend.db, backend.dialect))) {
    const { db, close } = backend.forMigration();
    const { error } = await new Migrator({ db, provider }).migrateToLatest().finally(close);
    if (error && !(isTransient(error) && (await retries.pause()))) throw error;
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
