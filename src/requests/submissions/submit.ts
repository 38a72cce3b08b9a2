import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Caller } from '../../access/index.ts';
import {
  type Actor,
  AlreadyReversed,
  type ChangeRequest,
  findRequest,
  NoSuchRequest,
  newRequestOf,
  OPEN_STATES,
  OpenRequestExists,
  policyFor,
  requestsOf,
  SentAlready,
  type WantedEdit,
  type WantedGroup,
} from '../../changes/index.ts';
import { personName } from '../../groups/format.ts';
import { newReference } from '../../slack/error-reporter.ts';
import { type Database, recordLine } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { reversalOf } from '../lookups/reversal.ts';
import { type Draft, findDraft } from './drafts.ts';

/** A submitted form. */
export interface Submission {
  draftId: string;
  account: string;
  reason: string;
  /** A channel, or the Slack account of a user for a direct message. */
  channel: string;
  /** When the people it adds are removed again, in milliseconds. */
  until?: number | undefined;
  /** The group to create, or the edit. */
  wanted?: WantedGroup | WantedEdit;
}

/**
 * Stores a submission before Slack is acknowledged. A repeated delivery returns the same request.
 * @throws NoSuchDraft, SentAlready for other values of the same form, OpenRequestExists, AlreadyReversed
 */
export function submit(deps: RequestDeps, submission: Submission): Promise<ChangeRequest> {
  const { draftId, account, reason, channel, wanted, until } = submission;
  const values_hash = createHash('sha256')
    .update(JSON.stringify([account, reason, channel, ...(wanted ? [wanted] : []), ...(until ? [until] : [])]))
    .digest('hex');
  return deps.store.write(async (trx, now) => {
    const sent = await outcomeOfEarlierDelivery(trx, draftId, values_hash);
    if (sent) return sent;
    const draft = await findDraft(trx, draftId);
    // Another form may have an open deletion of the group; for other kinds the insert detects conflicts.
    const existing = draft.kind === 'delete' && (await existingRequest(trx, deps.portal, draft, values_hash));
    return existing || insertRequest(deps, trx, now, { draft, values_hash, reason, channel, account, wanted, until });
  });
}

/** The request of an earlier delivery of this form. @throws SentAlready when it had other values */
async function outcomeOfEarlierDelivery(
  trx: Kysely<Database>,
  draftId: string,
  hash: string,
): Promise<ChangeRequest | undefined> {
  const sent = await trx.selectFrom('requests').selectAll().where('draft', '=', draftId).executeTakeFirst();
  const request = sent && (await requestById(trx, sent.id));
  if (request && sent.values_hash !== hash) throw new SentAlready(request);
  return request;
}

/**
 * The request of the same form, which another replica may have just stored. It is read last, so that if the queries for
 * an open request find it, this one does too. @throws SentAlready, OpenRequestExists, AlreadyReversed
 */
async function existingRequest(
  trx: Kysely<Database>,
  portal: string,
  { id, kind, group, reverses }: Draft,
  hash: string,
): Promise<ChangeRequest | undefined> {
  const other = kind === 'delete' ? await openForGroup(trx, portal, group.id) : undefined;
  const reversal = reverses === undefined ? undefined : await reversalOf(trx, reverses);
  const sent = await outcomeOfEarlierDelivery(trx, id, hash);
  if (!sent && other) throw new OpenRequestExists(other);
  if (!sent && reversal) throw new AlreadyReversed(reversal);
  return sent;
}

async function insertRequest(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  asked: Omit<Submission, 'draftId'> & { draft: Draft; values_hash: string },
): Promise<ChangeRequest> {
  const { draft, values_hash, reason, channel, account, wanted, until } = asked;
  const { kind, group, rooms, reverses = null } = draft;
  // About 700 million ids, without characters that look alike.
  const id = `R-${newReference()}`;
  const stored = await trx
    .insertInto('requests')
    .values({
      id,
      kind,
      draft: draft.id,
      values_hash,
      portal: deps.portal,
      workspace: deps.workspace() ?? '',
      group_id: group.id,
      group_name: nameIn(wanted) ?? group.name,
      shown_json: JSON.stringify(group),
      wanted_json: wanted ? JSON.stringify(wanted) : null,
      reverses,
      until_at: until ?? null,
      rooms_json: rooms ? JSON.stringify(rooms) : null,
      fingerprint: null,
      account,
      person_id: null,
      person_name: null,
      reason,
      channel,
      needed: kind === 'delete' || draft.asks ? policyFor(kind, deps.policy).approvalsRequired : 0,
      state: 'received',
      version: 1,
      created_at: now,
      updated_at: now,
      expires_at: now + deps.policy.expiryMs,
      facts_json: '{}',
    })
    // The unique indexes decide between two replicas; the loser shows the winner's request.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!stored) {
    const existing = await existingRequest(trx, deps.portal, draft, values_hash);
    if (existing) return existing;
    throw new NoSuchRequest();
  }
  const line = {
    portal: deps.portal,
    groupId: group.id || undefined,
    requestId: id,
    words: { groupName: nameIn(wanted) ?? group.name, note: reason || undefined },
  };
  await recordLine(trx, { at: now, action: `${kind}_ask`, account, ...line });
  return newRequestOf(stored);
}

function nameIn(wanted: Submission['wanted']): string | undefined {
  return typeof wanted?.name === 'string' ? wanted.name : undefined;
}

async function requestById(db: Kysely<Database>, id: string): Promise<ChangeRequest> {
  const request = await findRequest(db, id);
  if (!request) throw new NoSuchRequest();
  return request;
}

/** The open deletion of a group. */
export async function openForGroup(
  db: Kysely<Database>,
  portal: string,
  groupId: string,
): Promise<ChangeRequest | undefined> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('portal', '=', portal)
    .where('group_id', '=', groupId)
    .where('kind', '=', 'delete')
    .where('state', 'in', [...OPEN_STATES])
    .execute();
  return (await requestsOf(db, rows))[0];
}

export function actorOf(caller: Caller): Actor {
  return { account: caller.slackId, personId: caller.person.id, name: personName(caller.person) };
}
