import type { Insertable, Kysely } from 'kysely';
import type { Database, MessagesTable, RequestsTable } from '../../src/store/index.ts';

const NEIGHBOR = 'R-neighbor';
const LATER = Date.UTC(2100, 0, 1);

/** An open request that is a row alone. */
export function requestRow(id: string, channel: string, now: number): Insertable<RequestsTable> {
  return {
    id,
    kind: 'delete',
    draft: `draft of ${id}`,
    values_hash: 'h',
    portal: 'https://acme.example',
    workspace: 'T0ACME',
    group_id: `group of ${id}`,
    group_name: id,
    shown_json: JSON.stringify({ id: `group of ${id}`, name: id, members: [] }),
    fingerprint: 'f',
    account: 'U0RAVI',
    person_id: 'p-ravi',
    person_name: 'Ravi Nair',
    reason: 'The project is over.',
    channel,
    needed: 1,
    state: 'waiting',
    version: 1,
    created_at: now,
    updated_at: now,
    expires_at: LATER,
    facts_json: '{}',
  };
}

/**
 * Stores another request in the same channel: its card stands, a reply waits for its turn, and a direct message is in
 * another process's hands.
 * @returns a check that they are as they were stored
 */
export async function addNeighbor(db: Kysely<Database>, now: number): Promise<() => Promise<void>> {
  await db
    .insertInto('requests')
    .values(requestRow(NEIGHBOR, 'C0REQUESTS', now))
    .execute();
  const later = { next_try_at: LATER, desired_version: 1, posted_version: 0, position: 1 };
  const text = JSON.stringify({ text: 'Not yet', blocks: [] });
  for (const row of [
    messageRow('card', { ts: '2.000001', desired_version: 4, posted_version: 4 }),
    messageRow('reply', { ...later, message_json: text }),
    messageRow('direct', { ...later, channel: 'U0RAVI', message_json: text, owner: 'b', sending_since: now }),
  ])
    await db.insertInto('messages').values(row).execute();
  const rows = () => db.selectFrom('messages').selectAll().where('request_id', '=', NEIGHBOR).orderBy('id').execute();
  const stored = await rows();
  return async () => expect(await rows()).toEqual(stored);
}

function messageRow(what: string, more: Partial<Insertable<MessagesTable>>): Insertable<MessagesTable> {
  const rest = { channel: 'C0REQUESTS', desired_version: 1, posted_version: 0, position: 0, next_try_at: 1, tries: 0 };
  return { id: `${what} of ${NEIGHBOR}`, request_id: NEIGHBOR, what, created_at: 1, ...rest, ...more };
}

/** The stored messages of a request: what they are, and what is known of them. */
export function messagesOf(db: Kysely<Database>, requestId: string) {
  return db.selectFrom('messages').selectAll().where('request_id', '=', requestId).orderBy('position').execute();
}
