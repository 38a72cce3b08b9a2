import type { Kysely } from 'kysely';
import type { Database } from '../store/index.ts';
import { OPEN_STATES } from './deletion-request.ts';

/** How far Slack's messages follow the rows they draw. */
export interface Drawing {
  /** Records where the card stands. */
  placed(id: string, cardTs: string): Promise<void>;
  /** The card shows this version. */
  drawn(id: string, version: number): Promise<void>;
  /** The thread has told this step. */
  announced(id: string, seq: number): Promise<void>;
  /** Gives up drawing a request whose card could not be posted anywhere. */
  abandonDrawing(id: string): Promise<void>;
  /**
   * Ids of requests whose messages have lagged behind for so many milliseconds (some seconds, unless said otherwise):
   * their process died, or Slack did not answer.
   */
  lagging(forMs?: number): Promise<string[]>;
}

/** A click draws its own request, perhaps in another process; the sweep waits this long before it helps. */
const LAGS_AFTER_MS = 3_000;
/** News of a closed request that could not be posted for this long are given up: the channel is gone, the row stays. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;

/** The drawing side of requests over one database. */
export function createDrawing(db: Kysely<Database>, now: () => number): Drawing {
  const update = (id: string) => db.updateTable('deletion_requests').where('id', '=', id);
  return {
    async placed(id, cardTs) {
      await update(id).set({ card_ts: cardTs }).execute();
    },
    async drawn(id, version) {
      await update(id).set({ drawn_version: version }).where('drawn_version', '<', version).execute();
    },
    async announced(id, seq) {
      await update(id).set({ announced_seq: seq }).where('announced_seq', '<', seq).execute();
    },
    async abandonDrawing(id) {
      await update(id)
        .set((row) => ({ drawn_version: row.ref('version'), announced_seq: row.ref('version') }))
        .execute();
    },
    async lagging(forMs = LAGS_AFTER_MS) {
      const rows = await db
        .selectFrom('deletion_requests')
        .select('id')
        .where((where) =>
          where.or([
            where('drawn_version', '<', where.ref('version')),
            where('announced_seq', '<', where.ref('version')),
          ]),
        )
        .where('updated_at', '<=', now() - forMs)
        .where((where) =>
          where.or([where('state', 'in', [...OPEN_STATES]), where('updated_at', '>', now() - GIVEN_UP_AFTER_MS)]),
        )
        .execute();
      return rows.map((row) => row.id);
    },
  };
}
