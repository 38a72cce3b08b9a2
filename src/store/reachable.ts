import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** How long a database may take for the smallest question, in milliseconds. */
const ANSWERS_WITHIN_MS = 2_000;

/** Whether the database answers in time. */
export async function isReachable(
  db: Kysely<Database>,
  clock: { after(ms: number, act: () => void): () => void },
): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<boolean>((resolve) => {
    cancel = clock.after(ANSWERS_WITHIN_MS, () => resolve(false));
  });
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const first = await Promise.race([asked, late]);
  cancel();
  return first;
}
