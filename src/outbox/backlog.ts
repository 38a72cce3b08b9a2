import type { Store } from '../store/index.ts';

/** Messages that should stand in Slack by now and do not. */
export interface OutboxBacklog {
  messages: number;
  /** How long the oldest of them should have been there, in milliseconds. */
  oldestMs: number;
}

/** Counts what is behind; a message that is wished for later is not. */
export async function outboxBacklog({ db, now }: Pick<Store, 'db' | 'now'>): Promise<OutboxBacklog> {
  const moment = await now();
  const { messages, since } = await db
    .selectFrom('messages')
    .innerJoin('requests', 'requests.id', 'messages.request_id')
    .whereRef('posted_version', '<', 'desired_version')
    .where((row) => row.or([row('tries', '>', 0), row('next_try_at', '<=', moment)]))
    .select(({ fn, case: when, ref }) => [
      fn.countAll().as('messages'),
      fn
        .min<number | null>(
          when()
            .when('tries', '=', 0)
            .then(ref('next_try_at'))
            // Once it was tried, its next try says nothing of its age. A card is behind since its request's last move.
            .when('what', '=', 'card')
            .then(ref('requests.updated_at'))
            .else(ref('messages.created_at'))
            .end(),
        )
        .as('since'),
    ])
    .executeTakeFirstOrThrow();
  return { messages: Number(messages), oldestMs: since === null ? 0 : Math.max(0, moment - Number(since)) };
}
