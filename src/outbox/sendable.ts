import { type ExpressionBuilder, sql } from 'kysely';
import type { Database } from '../store/index.ts';
import type { Closed } from './pace.ts';

/** A message in a condition of SQL. */
type Row = ExpressionBuilder<Database, 'messages'>;

/** What can be sent: it shows too little, is due and in nobody's hands; a reply also needs its turn and its card. */
export function isSendable(now: number) {
  return (row: Row) =>
    row.and([
      row('posted_version', '<', row.ref('desired_version')),
      row('next_try_at', '<=', now),
      row.or([row('lease_until', 'is', null), row('lease_until', '<=', now)]),
      row.or([
        row('what', '!=', 'reply'),
        // Not `exists`, which PostgreSQL would answer by reading all cards at once.
        row.and([row.not(row.exists(earlierReply(row))), row(openCard(row), '=', 1)]),
      ]),
    ]);
}

/** Replies do not overtake each other. */
function earlierReply(row: Row) {
  return row
    .selectFrom('messages as earlier')
    .select('earlier.id')
    .whereRef('earlier.request_id', '=', 'messages.request_id')
    .where('earlier.what', '=', 'reply')
    .whereRef('earlier.posted_version', '<', 'earlier.desired_version')
    .whereRef('earlier.position', '<', 'messages.position');
}

/** A card to reply to. While it waits for Slack to come back, replies wait as well: they are sent once, and would be lost. */
function openCard(row: Row) {
  return cardOf(row)
    .select(sql.lit(1).as('open'))
    .where('card.ts', 'is not', null)
    .where((card) =>
      card.or([
        card('card.posted_version', '>=', card.ref('card.desired_version')),
        card('card.tries', '=', 0),
        card('card.blocked_reason', 'is not', null),
      ]),
    );
}

/** The card of the request that a message belongs to. */
export function cardOf(row: Row) {
  return row
    .selectFrom('messages as card')
    .whereRef('card.request_id', '=', 'messages.request_id')
    .where('card.what', '=', 'card');
}

/** What does not wait for a limit of Slack's in this process anyway. */
export function isOpen({ channels, updates }: Closed) {
  return (row: Row) => {
    const isUpdate = row.and([row('what', '=', 'card'), row('ts', 'is not', null)]);
    return row.and([
      ...(channels.length > 0 ? [row.or([isUpdate, row('channel', 'not in', channels)])] : []),
      ...(updates ? [row.not(isUpdate)] : []),
    ]);
  };
}
