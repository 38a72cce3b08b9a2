import type { Kysely } from 'kysely';
import { type ChangeRequest, OPEN_STATES, requestsOf } from '../../changes/index.ts';
import type { Database } from '../../store/index.ts';

/** The open or applied request that undoes another one. */
export async function reversalOf(db: Kysely<Database>, requestId: string): Promise<ChangeRequest | undefined> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('reverses', '=', requestId)
    .where('state', 'in', [...OPEN_STATES, 'applied'])
    .execute();
  return (await requestsOf(db, rows))[0];
}
