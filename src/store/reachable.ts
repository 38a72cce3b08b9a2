import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** How long a database can take for `select 1`, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** Whether the database answers in time. */
export async function isReachable(
  db: Kysely<Database>,
  clock: { after(ms: number, act: () => void): () => void },
): Promise<boolean> {
  let cancel = () => {};
  const late = new Promise<boolean>((resolve) => {
    cancel = clock.after(TIMEOUT_MS, () => resolve(false));
  });
  const answered = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const first = await Promise.race([answered, late]);
  cancel();
  return first;
}
