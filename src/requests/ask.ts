import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AccessDenied, type Caller } from '../access/index.ts';
import {
  type Actor,
  applyTransition,
  type ChangeRequest,
  findRequest,
  headFingerprint,
  NoSuchRequest,
  newRequestOf,
  OPEN_STATES,
  OpenRequestExists,
  type Reason,
  requestsOf,
  SentAlready,
  storeMembers,
  type WantedEdit,
  type WantedGroup,
} from '../changes/index.ts';
import { personName } from '../groups/format.ts';
import { newReference } from '../slack/error-reporter.ts';
import { type Database, recordLine } from '../store/index.ts';
import { type Draft, findDraft } from './drafts.ts';
import { GroupChanged, NobodyToApprove } from './errors.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';
import { readWholeGroup, type WholeGroup } from './seen-group.ts';

/** A form that was sent. */
export interface Submission {
  draftId: string;
  account: string;
  reason: string;
  /** A channel, or the Slack account of a user to be told directly. */
  channel: string;
  /** The group that is to be created, or what is to be changed. */
  wanted?: WantedGroup | WantedEdit;
}

/**
 * Stores a submission, before Slack gets its acknowledgement. The same submission delivered again is the same request.
 * @throws NoSuchDraft, SentAlready for other values of the same form, OpenRequestExists
 */
export function submit(parts: RequestParts, submission: Submission): Promise<ChangeRequest> {
  const { draftId, account, reason, channel, wanted } = submission;
  const values_hash = createHash('sha256')
    .update(JSON.stringify([account, reason, channel, ...(wanted ? [wanted] : [])]))
    .digest('hex');
  return parts.store.write(async (trx, now) => {
    const sent = await sentBefore(trx, draftId, values_hash);
    if (sent) return sent;
    const draft = await findDraft(trx, draftId);
    // Of a deletion, another form may hold the group; each other form is stored or was, which the insert tells.
    const there = draft.kind === 'delete' && (await alreadyThere(trx, parts.portal, draft, values_hash));
    return there || insertRequest(parts, trx, now, { draft, values_hash, reason, channel, account, wanted });
  });
}

/** What this form made when it was sent before. @throws SentAlready when it had other values then */
async function sentBefore(trx: Kysely<Database>, draftId: string, hash: string): Promise<ChangeRequest | undefined> {
  const sent = await trx.selectFrom('requests').selectAll().where('draft', '=', draftId).executeTakeFirst();
  const request = sent && (await found(trx, sent.id));
  if (request && sent.values_hash !== hash) throw new SentAlready(request);
  return request;
}

/**
 * The request of the same form, which a replica can have stored a moment ago: read last, it is found wherever the look
 * for the group's open request found it. @throws SentAlready, OpenRequestExists
 */
async function alreadyThere(
  trx: Kysely<Database>,
  portal: string,
  { id, kind, group }: Draft,
  hash: string,
): Promise<ChangeRequest | undefined> {
  const other = kind === 'delete' ? await openForGroup(trx, portal, group.id) : undefined;
  const sent = await sentBefore(trx, id, hash);
  if (!sent && other) throw new OpenRequestExists(other);
  return sent;
}

async function insertRequest(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  asked: Omit<Submission, 'draftId'> & { draft: Draft; values_hash: string },
): Promise<ChangeRequest> {
  const { draft, values_hash, reason, channel, account, wanted } = asked;
  const { kind, group } = draft;
  // About 700 million names, none with signs that look alike.
  const id = `R-${newReference()}`;
  const stored = await trx
    .insertInto('requests')
    .values({
      id,
      kind,
      draft: draft.id,
      values_hash,
      portal: parts.portal,
      workspace: parts.workspace() ?? '',
      group_id: group.id,
      group_name: nameIn(wanted) ?? group.name,
      shown_json: JSON.stringify(group),
      wanted_json: wanted ? JSON.stringify(wanted) : null,
      fingerprint: null,
      account,
      person_id: null,
      person_name: null,
      reason,
      channel,
      needed: kind === 'delete' ? parts.policy.approvalsRequired : 0,
      state: 'received',
      version: 1,
      created_at: now,
      updated_at: now,
      expires_at: now + parts.policy.expiryMs,
      facts_json: '{}',
    })
    // The unique indexes decide between two replicas; the loser shows the winner's request.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!stored) {
    const there = await alreadyThere(trx, parts.portal, draft, values_hash);
    if (there) return there;
    throw new NoSuchRequest();
  }
  const line = {
    portal: parts.portal,
    groupId: group.id || undefined,
    requestId: id,
    words: { groupName: nameIn(wanted) ?? group.name, note: reason || undefined },
  };
  await recordLine(trx, { at: now, action: `${kind}_ask`, account, ...line });
  return newRequestOf(stored);
}

/** The name of a group that is to be created. */
function nameIn(wanted: Submission['wanted']): string | undefined {
  return typeof wanted?.name === 'string' ? wanted.name : undefined;
}

async function found(db: Kysely<Database>, id: string): Promise<ChangeRequest> {
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

/**
 * Looks up what is not known before the acknowledgement: the requester, their right, the group. Moves the request to
 * waiting, or to refused.
 * @throws AccessDenied, NotFound, GroupKeptElsewhere, GroupChanged, NobodyToApprove, or the failure of a look-up; the
 * request is refused then
 */
export async function accept(parts: RequestParts, requestId: string): Promise<ChangeRequest> {
  const request = await found(parts.store.db, requestId);
  if (request.state !== 'received') return request;
  try {
    const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
    const caller = await parts.access.require(request.account, 'ask');
    await refuseUndecidable(parts, request.account);
    const group = await readWholeGroup(docspace, request.group.id);
    if (headFingerprint(group.head) !== headFingerprint(request.group)) throw new GroupChanged(group.head.name);
    return await accepted(parts, request, actorOf(caller), group);
  } catch (error) {
    if (await refuse(parts, request, error)) throw error;
    // Moved meanwhile, by another process that looked it up or by the requester: then this failure is no news.
    const now = await found(parts.store.db, requestId);
    if (now.state === 'refused') throw error;
    return now;
  }
}

async function accepted(
  parts: RequestParts,
  request: ChangeRequest,
  requester: Actor,
  { head, members, fingerprint }: WholeGroup,
): Promise<ChangeRequest> {
  const moved = await parts.store.write(async (trx, now) => {
    const accepting = await move(parts, trx, now, request, 'accept', {
      set: {
        person_id: requester.personId,
        person_name: requester.name,
        group_name: head.name,
        shown_json: JSON.stringify(head),
        fingerprint,
        expires_at: now + parts.policy.expiryMs,
      },
    });
    if (accepting) await storeMembers(trx, request.id, members);
    return accepting;
  });
  return moved ?? found(parts.store.db, request.id);
}

/** Nobody waits for a card yet, so nothing is shown: the caller tells the requester. */
function refuse({ store }: RequestParts, request: ChangeRequest, error: unknown): Promise<ChangeRequest | undefined> {
  const why = refusedBecause(error);
  return store.write((trx, now) => applyTransition(trx, now, request, 'refuse', { why, actor: request }));
}

function refusedBecause(error: unknown): Reason {
  if (error instanceof AccessDenied) return 'not-allowed';
  if (error instanceof NobodyToApprove) return 'nobody-to-approve';
  return error instanceof GroupChanged ? 'group-changed' : 'not-read';
}

/** Who did something, as a request keeps it. */
export function actorOf(caller: Caller): Actor {
  return { account: caller.slackId, personId: caller.person.id, name: personName(caller.person) };
}

/** @throws NobodyToApprove when too few accounts could approve this account's request */
async function refuseUndecidable({ pool, policy }: RequestParts, account: string): Promise<void> {
  const accounts = await pool.accounts();
  if (!accounts) return;
  const others = [...accounts].filter((id) => policy.selfApproval || id !== account);
  if (others.length < policy.approvalsRequired) throw new NobodyToApprove();
}
