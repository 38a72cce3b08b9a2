import type { Insertable } from 'kysely';
import { type KeptRoom, OPEN_STATES, storeMembers, storeRooms } from '../../src/changes/index.ts';
import type { RequestsTable, Store } from '../../src/store/index.ts';

export const DAY_MS = 24 * 3_600_000;

/** Retention of a year, as the app runs it. */
export const A_YEAR = { olderThanMs: 365 * DAY_MS, openStates: OPEN_STATES };

export const MILO = { id: 'person-milo', name: 'Milo Brandt' };
export const UNA = { id: 'person-una', name: 'Una Stein' };
export const INES = { id: 'person-ines', name: 'Ines Vidal' };

/** A group as a form showed it. */
export const DESIGN = { id: 'group-design', name: 'Design', manager: UNA, members: [MILO, UNA] };

/** Rooms that opened through it. */
export const ROOMS: readonly KeptRoom[] = [
  { id: '7', name: 'Launch', archived: false, owner: MILO, level: 2 },
  { id: 'sbox-8', name: 'Old launch', archived: true, owner: UNA },
  { id: '9', name: 'Press', archived: false, level: 11 },
];

/** What an edit left in its facts: a new name and manager, one who came and one who left. */
export const DONE_JSON = JSON.stringify({
  text: 'DocSpace did not add Una Stein.',
  done: {
    name: { from: 'Design', to: 'Brand' },
    manager: { from: UNA, to: INES },
    added: [INES],
    removed: [MILO],
  },
});

/** A deletion that Milo asked for and Ines rejected, with everything that belongs to it. */
export async function insertRequest(
  store: Store,
  { id, at, ...row }: { id: string; at: number } & Partial<Insertable<RequestsTable>>,
): Promise<void> {
  const shown_json = JSON.stringify(DESIGN);
  await store.db
    .insertInto('requests')
    .values({
      id,
      kind: 'delete',
      portal: 'https://acme.example',
      workspace: 'T0ACME',
      group_id: DESIGN.id,
      group_name: DESIGN.name,
      shown_json,
      rooms_json: JSON.stringify({ total: 3, named: [{ name: 'Launch' }] }),
      values_hash: 'hash-of-the-reason',
      account: 'U0MILO',
      person_id: MILO.id,
      person_name: MILO.name,
      reason: 'Milo Brandt wants it gone',
      channel: 'C0GENERAL',
      needed: 1,
      state: 'rejected',
      version: 3,
      created_at: at,
      updated_at: at,
      expires_at: at,
      facts_json: JSON.stringify({
        by: { account: 'U0INES', personId: INES.id, name: INES.name },
        note: 'Ask Una Stein first',
        text: 'Joined: Milo Brandt.',
        reference: 'K7MQ2P',
      }),
      ...row,
    })
    .execute();
  await storeMembers(store.db, id, DESIGN.members);
  await storeRooms(store.db, id, ROOMS);
  await store.db
    .insertInto('decisions')
    .values({
      id: `${id}-reject`,
      request_id: id,
      account: 'U0INES',
      what: 'reject',
      at,
      checked: 'yes',
      person_id: INES.id,
      person_name: INES.name,
      note: 'Ask Una Stein first',
    })
    .execute();
  await store.db
    .insertInto('attempts')
    .values({
      id: `${id}-attempt`,
      request_id: id,
      owner: 'x',
      lease_until: at,
      started_at: at,
      sent_at: at,
      before_fingerprint: 'f',
      settled: 'not_done',
      answer: 'TypeError: Milo Brandt is not a function',
    })
    .execute();
}

/** A reply in a request's thread. */
export async function insertReply(
  store: Store,
  { id, requestId, text, posted }: { id: string; requestId: string; text: string; posted: boolean },
): Promise<void> {
  const blocks = [{ type: 'section', text: { type: 'plain_text', text } }];
  await store.db
    .insertInto('messages')
    .values({
      id,
      request_id: requestId,
      what: 'reply',
      channel: 'C0GENERAL',
      message_json: JSON.stringify({ text, blocks }),
      desired_version: 1,
      posted_version: posted ? 1 : 0,
      position: 1,
      next_try_at: 0,
      tries: 0,
      created_at: 0,
    })
    .execute();
}

/** A form that was opened. */
export async function insertDraft(store: Store, draft: { id: string; account: string; at: number }): Promise<void> {
  await store.db
    .insertInto('drafts')
    .values({
      id: draft.id,
      kind: 'delete',
      account: draft.account,
      group_id: DESIGN.id,
      shown_json: JSON.stringify(DESIGN),
      origin_json: '{}',
      created_at: draft.at,
    })
    .execute();
}

/** Everything the database holds but ids and codes of its own making, as one text to search for words. */
export async function everything({ db }: Store): Promise<string> {
  const tables = [
    'requests',
    'request_members',
    'request_rooms',
    'decisions',
    'attempts',
    'messages',
    'drafts',
    'record',
    'record_words',
    'links',
  ] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}
