import type { Store } from '../store/index.ts';

/** Messages that are overdue in Slack. */
export interface OutboxBacklog {
  messages: number;
  /** How long the oldest of them is overdue, in milliseconds. */
  oldestMs: number;
}

/** Counts overdue messages; a message scheduled for later is not overdue. */
export async function outboxBacklog({ db, now }: Pick<Store, 'db' | 'now'>): Promise<OutboxBacklog> {
  const at = await now();
  const { messages, since } = await db
    .selectFrom('messages')
    .innerJoin('requests', 'requests.id', 'messages.request_id')
    .whereRef('posted_version', '<', 'desired_version')
    .where((row) => row.or([row('tries', '>', 0), row('next_try_at', '<=', at)]))
    .select(({ fn, case: when, ref }) => [
      fn.countAll().as('messages'),
      fn
        .min<number | null>(
          when()
            .when('tries', '=', 0)
            .then(ref('next_try_at'))
            // After an attempt, next_try_at is not its age. A card is behind since its request's last transition.
            .when('what', '=', 'card')
            .then(ref('requests.updated_at'))
            .else(ref('messages.created_at'))
            .end(),
        )
        .as('since'),
    ])
    .executeTakeFirstOrThrow();
  return { messages: Number(messages), oldestMs: since === null ? 0 : Math.max(0, at - Number(since)) };
}
