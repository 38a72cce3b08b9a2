import type { Kysely } from 'kysely';
import type { Database } from '../store/index.ts';
import { CHUNK_SIZE, inChunks } from './chunks.ts';
import type { Member } from './wanted.ts';

/** Replaces the stored members of a request's group. */
export async function storeMembers(
  trx: Kysely<Database>,
  requestId: string,
  members: readonly Member[],
): Promise<void> {
  await trx.deleteFrom('request_members').where('request_id', '=', requestId).execute();
  let position = 0;
  for await (const chunk of inChunks(members)) {
    const from = position;
    const rows = chunk.map(({ id, name }, n) => ({ request_id: requestId, position: from + n, person_id: id, name }));
    await trx.insertInto('request_members').values(rows).execute();
    position += rows.length;
  }
}

/** All stored members of a request's group, in the order in which they were read. */
export async function membersOf(db: Kysely<Database>, requestId: string): Promise<Member[]> {
  const members: Member[] = [];
  for (;;) {
    const rows = await db
      .selectFrom('request_members')
      .select(['person_id as id', 'name'])
      .where('request_id', '=', requestId)
      .where('position', '>=', members.length)
      .orderBy('position')
      .limit(CHUNK_SIZE)
      .execute();
    members.push(...rows);
    if (rows.length < CHUNK_SIZE) return members;
  }
}
