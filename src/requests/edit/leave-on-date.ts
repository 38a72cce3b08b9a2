import { type Kysely, sql } from 'kysely';
import { type ChangeRequest, knownRequestsOf, type Member } from '../../changes/index.ts';
import { dropUnsent, enqueueDirect, enqueueReply } from '../../outbox/index.ts';
import { line } from '../../slack/blocks.ts';
import { newReference } from '../../slack/error-reporter.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { quoted } from '../text/terms.ts';
import { farewell, timeOverText } from '../text/until.ts';

/** How long before their date people are notified, in milliseconds. */
const NOTICE_MS = 24 * 3_600_000;
/** People of one edit who get a direct message: as many as a form takes. */
const MOST_NOTIFIED = 100;

/** Slack accounts of the people with an end date, as far as known; looked up before the transaction that needs them. */
export async function accountsLeaving(
  deps: RequestDeps,
  { until, edit }: ChangeRequest,
): Promise<ReadonlyMap<string, string>> {
  if (until === undefined) return new Map();
  const ids = (edit?.add ?? []).slice(0, MOST_NOTIFIED).map(({ id }) => id);
  const accounts = await deps.reporter.bestEffort('look up who leaves again', () => deps.links.accountsOf(ids));
  return accounts ?? new Map();
}

/**
 * Schedules the removal of people, in the transaction that adds them: an approved request with a due date. They and the
 * requester are notified the day before.
 */
export async function planEnd(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { people, accounts }: { people: readonly Member[]; accounts: ReadonlyMap<string, string> },
): Promise<void> {
  const { until, group, requester } = request;
  if (until === undefined || people.length === 0) return;
  const id = `R-${newReference()}`;
  await trx
    .insertInto('requests')
    .values({
      id,
      kind: 'edit',
      draft: null,
      values_hash: null,
      portal: request.portal,
      workspace: request.workspace,
      group_id: group.id,
      group_name: group.name,
      shown_json: JSON.stringify({ ...group, members: [] }),
      wanted_json: JSON.stringify({ add: [], remove: people }),
      fingerprint: null,
      account: request.account,
      person_id: requester?.personId ?? null,
      person_name: requester?.name ?? null,
      reason: '',
      channel: request.channel,
      needed: 0,
      state: 'approved',
      version: 1,
      created_at: now,
      updated_at: now,
      expires_at: until + deps.policy.expiryMs,
      due_at: until,
      facts_json: '{}',
      ends: request.id,
    })
    .execute();
  await notifyBefore(trx, now, { request, endId: id, until, people, accounts });
}

async function notifyBefore(
  trx: Kysely<Database>,
  now: number,
  end: {
    request: ChangeRequest;
    endId: string;
    until: number;
    people: readonly Member[];
    accounts: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const { request, endId: requestId, until, people, accounts } = end;
  const notBefore = until - NOTICE_MS;
  // For a few hours the notice would follow right after the edit.
  if (notBefore <= now) return;
  const leaving = new Set(people.flatMap(({ id }) => accounts.get(id) ?? []));
  for (const account of new Set([request.account, ...leaving])) {
    const message = farewell(request.group, people, { until, endId: requestId, isReader: leaving.has(account) });
    await enqueueDirect(trx, now, { requestId, account, notBefore, message });
  }
}

/** Scheduled removals from a group. */
async function scheduledRemovals(trx: Kysely<Database>, { portal, group }: ChangeRequest): Promise<ChangeRequest[]> {
  const rows = await trx
    .selectFrom('requests')
    .selectAll()
    .where('portal', '=', portal)
    .where('group_id', '=', group.id)
    .where('state', '=', 'approved')
    .where('ends', 'is not', null)
    .execute();
  return knownRequestsOf(trx, rows);
}

/** Whether a person's removal from a group is scheduled. */
export async function leavesOnDate(db: Kysely<Database>, request: ChangeRequest, personId: string): Promise<boolean> {
  return (await scheduledRemovals(db, request)).some(({ edit }) => edit?.remove.some(({ id }) => id === personId));
}

/**
 * Cancels the scheduled removal of people who are added again, with another date or without one.
 * @returns who stays, by the canceled date
 */
export async function cancelLeaving(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  added: ReadonlySet<string>,
): Promise<{ people: Member[]; until: number }[]> {
  const kept: { people: Member[]; until: number }[] = [];
  if (added.size === 0) return kept;
  for (const end of await scheduledRemovals(trx, request)) {
    const leaving = end.edit?.remove ?? [];
    const people = leaving.filter(({ id }) => added.has(id));
    if (end.id === request.id || people.length === 0) continue;
    kept.push({ people, until: end.dueAt ?? now });
    if (people.length === leaving.length) await cancelRemoval(deps, trx, now, end);
    else await removeFromSchedule(trx, end, new Set(people.map(({ id }) => id)));
  }
  return kept;
}

/** Undoing a change cancels its scheduled removal. */
export async function stopEndOf(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
): Promise<void> {
  for (const end of await scheduledRemovals(trx, request))
    if (end.ends === request.reverses) await cancelRemoval(deps, trx, now, end);
}

async function cancelRemoval(deps: RequestDeps, trx: Kysely<Database>, now: number, end: ChangeRequest): Promise<void> {
  if (await applyEvent(deps, trx, now, end, 'stop')) await dropUnsent(trx, end.id);
}

async function removeFromSchedule(
  trx: Kysely<Database>,
  { id, edit }: ChangeRequest,
  stayingIds: ReadonlySet<string>,
): Promise<void> {
  const remove = (edit?.remove ?? []).filter((person) => !stayingIds.has(person.id));
  await trx
    .updateTable('requests')
    .set({ wanted_json: JSON.stringify({ add: [], remove }), version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** Reports a scheduled removal in the thread of the change that added the people. */
export async function sayEnded(trx: Kysely<Database>, now: number, end: ChangeRequest): Promise<void> {
  const { ends, channel, edit } = end;
  if (ends === undefined) return;
  const text = timeOverText(edit?.remove ?? [], quoted(end), end.id);
  const message = { text: escapeMrkdwn(text), blocks: [line(text)] };
  await enqueueReply(trx, now, { requestId: ends, channel, message });
}
