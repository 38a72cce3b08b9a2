import type { Kysely } from 'kysely';
import type { Database } from '../../src/store/index.ts';

/** The states that a step can leave, with the processes that may hold the request. */
const STANDING = [
  { state: 'pending', owners: [null] },
  { state: 'approved', owners: [null] },
  { state: 'deleting', owners: ['a', 'b', 'another process'] },
  { state: 'failed', owners: [null] },
] as const;
/** A step holds on one version, so there is a bystander of each version that a test's request passes through. */
const VERSIONS = [1, 2, 3, 4, 5, 6];
const LATER = Date.UTC(2100, 0, 1);

/** The channel of their cards. */
export const ELSEWHERE = 'C0ELSEWHERE';

/** Whether a request is one of the bystanders. */
export function isBystander(id: string): boolean {
  return id.startsWith('R-by-');
}

/**
 * Stores open requests of other people about other groups, as alike to those of a test as can be: of each state, version
 * and owner of a lease.
 * @param due whether their time has come, for tests without a worker that would carry them out
 * @returns a check that they are as they were stored: a step that moves more than its own request fails it
 */
export async function addBystanders(db: Kysely<Database>, { due = false } = {}): Promise<() => Promise<void>> {
  const requester = JSON.stringify({ slackId: 'U0BYSTANDER', personId: 'p-bystander', name: 'Bea Stander' });
  const alike = STANDING.flatMap(({ state, owners }) =>
    owners.flatMap((owner) => VERSIONS.map((version) => ({ state, owner, version }))),
  );
  const rows = alike.map(({ state, owner, version }, n) => ({
    id: `R-by-${n}`,
    seal: 's',
    reason: 'Not this one.',
    channel: ELSEWHERE,
    group_id: `group ${n}`,
    group_name: `Group ${n}`,
    seen_json: JSON.stringify({ id: `group ${n}`, name: `Group ${n}`, members: [] }),
    requester_json: requester,
    requester_person: 'p-bystander',
    card_ts: '1.000001',
    needed: 2,
    state,
    version,
    created_at: 1,
    updated_at: LATER,
    expires_at: LATER,
    approvals_json: '[]',
    // Drawn and told as they are: nothing of theirs lags behind.
    drawn_version: version,
    announced_seq: version,
    execute_at: due ? 1 : LATER,
    lease_owner: owner,
    lease_until: owner && (due ? 1 : LATER),
  }));
  await db.insertInto('deletion_requests').values(rows).execute();
  const stored = await bystanders(db);
  return async () => expect(await bystanders(db)).toEqual(stored);
}

async function bystanders(db: Kysely<Database>) {
  const rows = await db
    .selectFrom('deletion_requests')
    .selectAll()
    .where('id', 'like', 'R-by-%')
    .orderBy('id')
    .execute();
  const events = await db.selectFrom('request_events').selectAll().where('request_id', 'like', 'R-by-%').execute();
  return { rows, events };
}
