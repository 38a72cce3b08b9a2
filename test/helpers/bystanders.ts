import type { Kysely } from 'kysely';
import type { Database } from '../../src/store/index.ts';

/** Open requests of other people about other groups, one in each state that a step can leave. */
const STATES = ['pending', 'approved', 'deleting', 'failed'] as const;
/** The channel of their cards. */
export const ELSEWHERE = 'C0ELSEWHERE';
const LATER = Date.UTC(2100, 0, 1);

/**
 * Stores requests that no step of a test is about.
 * @returns a check that they stand as they were stored: a step that moves more than its own request fails it
 */
export async function addBystanders(db: Kysely<Database>): Promise<() => Promise<void>> {
  const requester = JSON.stringify({ slackId: 'U0BYSTANDER', personId: 'p-bystander', name: 'Bea Stander' });
  const rows = STATES.map((state) => ({
    id: `R-${state}`,
    seal: 's',
    reason: 'Not this one.',
    channel: ELSEWHERE,
    group_id: `group of ${state}`,
    group_name: `Group of ${state}`,
    seen_json: JSON.stringify({ id: `group of ${state}`, name: `Group of ${state}`, members: [] }),
    requester_json: requester,
    requester_person: 'p-bystander',
    card_ts: '1.000001',
    needed: 2,
    state,
    version: 7,
    created_at: 1,
    updated_at: LATER,
    expires_at: LATER,
    approvals_json: '[]',
    // Drawn and told as they are: nothing of theirs lags behind.
    drawn_version: 7,
    announced_seq: 7,
    execute_at: state === 'pending' ? null : LATER,
    lease_owner: state === 'deleting' ? 'another process' : null,
    lease_until: state === 'deleting' ? LATER : null,
  }));
  await db.insertInto('deletion_requests').values(rows).execute();
  const stored = await standing(db);
  return async () => expect(await standing(db)).toEqual(stored);
}

async function standing(db: Kysely<Database>) {
  const ids = STATES.map((state) => `R-${state}`);
  const rows = await db.selectFrom('deletion_requests').selectAll().where('id', 'in', ids).orderBy('id').execute();
  const events = await db.selectFrom('request_events').selectAll().where('request_id', 'in', ids).execute();
  return { rows, events };
}
