import type { Kysely } from 'kysely';
import { OPEN_STATES } from '../../src/changes/index.ts';
import type { Database } from '../../src/store/index.ts';

/** A step holds on one version, so there is a bystander of each version that a test's request passes through. */
const VERSIONS = [1, 2, 3, 4, 5, 6];
/** Processes that have an attempt of a bystander in hand. */
const OWNERS = ['a', 'b', 'another process'];
const LATER = Date.UTC(2100, 0, 1);

/** The channel of their cards. */
export const ELSEWHERE = 'C0ELSEWHERE';

/** Whether a request is one of the bystanders. */
export function isBystander(id: string): boolean {
  return id.startsWith('R-by-');
}

/**
 * Stores open requests of other people about other groups, as alike to those of a test as can be: of each open state,
 * each version and each owner of an attempt, with a decision nobody has looked up and a card that is up to date.
 * @param due whether their time has come, for tests without a worker that would carry them out
 * @returns a check that they are as they were stored: a step that moves more than its own request fails it
 */
export async function addBystanders(db: Kysely<Database>, { due = false } = {}): Promise<() => Promise<void>> {
  const alike = OPEN_STATES.flatMap((state) =>
    (state === 'applying' ? OWNERS : [undefined]).flatMap((owner) =>
      VERSIONS.map((version) => ({ state, owner, version })),
    ),
  );
  const all = alike.map((each, n) => ({ ...each, id: `R-by-${n}`, n }));
  const inHand = all.flatMap(({ id, owner }) => (owner ? [attemptRow(id, owner, due)] : []));
  // A statement a table, in one commit: each would wait for the disk.
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('requests')
      .values(all.map((each) => requestRow(each.n, { ...each, due })))
      .execute();
    await trx
      .insertInto('decisions')
      .values(all.map(({ id }) => decisionRow(id, due)))
      .execute();
    await trx
      .insertInto('messages')
      .values(all.map(({ id, version }) => cardRow(id, version)))
      .execute();
    await trx.insertInto('attempts').values(inHand).execute();
  });
  const stored = await bystanders(db);
  return async () => expect(await bystanders(db)).toEqual(stored);
}

function requestRow(n: number, { state, version, due }: { state: string; version: number; due: boolean }) {
  return {
    id: `R-by-${n}`,
    kind: 'delete',
    draft: `draft-by-${n}`,
    values_hash: 'h',
    portal: 'https://elsewhere.example',
    workspace: 'T0ELSEWHERE',
    group_id: `group ${n}`,
    group_name: `Group ${n}`,
    shown_json: JSON.stringify({ id: `group ${n}`, name: `Group ${n}`, members: [] }),
    fingerprint: 'f',
    account: 'U0BYSTANDER',
    person_id: 'p-bystander',
    person_name: 'Bea Stander',
    reason: 'Not this one.',
    channel: ELSEWHERE,
    needed: 2,
    state,
    version,
    created_at: 1,
    updated_at: LATER,
    expires_at: LATER,
    due_at: due ? 1 : LATER,
    facts_json: '{}',
  };
}

function decisionRow(request_id: string, due: boolean) {
  return { id: `decision of ${request_id}`, request_id, account: 'U0OTHER', what: 'stop', at: due ? 1 : LATER };
}

function attemptRow(request_id: string, owner: string, due: boolean) {
  const lease_until = due ? 1 : LATER;
  return { id: `attempt of ${request_id}`, request_id, owner, lease_until, started_at: 1, before_fingerprint: 'f' };
}

function cardRow(request_id: string, version: number) {
  return {
    id: `card of ${request_id}`,
    request_id,
    what: 'card',
    channel: ELSEWHERE,
    ts: '1.000001',
    // Shown as they are: nothing of theirs is behind.
    desired_version: version,
    posted_version: version,
    position: 0,
    next_try_at: 1,
    tries: 0,
    created_at: 1,
  };
}

async function bystanders(db: Kysely<Database>) {
  const of = (table: 'decisions' | 'attempts' | 'messages') =>
    db.selectFrom(table).selectAll().where('request_id', 'like', 'R-by-%').orderBy('id').execute();
  const requests = db.selectFrom('requests').selectAll().where('id', 'like', 'R-by-%').orderBy('id').execute();
  return {
    requests: await requests,
    decisions: await of('decisions'),
    attempts: await of('attempts'),
    messages: await of('messages'),
  };
}
