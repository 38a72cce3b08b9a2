import { type Kysely, sql } from 'kysely';
import type { Database, Store } from '../../src/store/index.ts';

/** A table of these tests' own. */
export async function createNotes(store: Store): Promise<void> {
  await store.write((trx) => sql`create table notes (id integer primary key, note text not null)`.execute(trx));
}

/** Writes a note down. */
export async function addNote(db: Kysely<Database>, id: number, note = 'note'): Promise<void> {
  await sql`insert into notes (id, note) values (${id}, ${note})`.execute(db);
}

/** The ids of all notes. */
export async function noteIds(store: Store): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from notes order by id`.execute(store.db);
  return rows.map((row) => row.id);
}
