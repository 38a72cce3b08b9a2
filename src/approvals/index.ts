import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Database, recordAudit } from '../store/index.ts';
import { createDecisions } from './decisions.ts';
import { type Actor, type DeletionRequest, type GroupSeen, OPEN_STATES } from './deletion-request.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import { OpenRequestExists } from './errors.ts';
import { createExecution, type Execution } from './execution.ts';
import { withEvents } from './rows.ts';
import type { ApprovalPolicy } from './rules.ts';
import { sealOf } from './seal.ts';

export type { Decided } from './decisions.ts';
export * from './deletion-request.ts';
export { NoSuchRequest, OpenRequestExists } from './errors.ts';
export { type ApprovalPolicy, HALF_DELETED, isHalfDeleted, isRestOf, isStillUndone, type Why } from './rules.ts';
export { differenceBetween, type GroupDifference, sealOf } from './seal.ts';

/** What somebody asks for. */
export interface NewRequest {
  group: GroupSeen;
  requester: Actor;
  reason: string;
  /** Id of the Slack channel its card stands in. */
  channel: string;
}

/** Deletion requests: asked for, decided, carried out, drawn. */
export interface Approvals extends ReturnType<typeof createDecisions>, Execution, Drawing {
  /** Stores a new request. @throws OpenRequestExists when the group already has an open one */
  ask(asked: NewRequest): Promise<DeletionRequest>;
  find(id: string): Promise<DeletionRequest | undefined>;
  openForGroup(groupId: string): Promise<DeletionRequest | undefined>;
  /** Open requests, newest first. */
  open(limit?: number): Promise<DeletionRequest[]>;
  /** Open requests of one DocSpace person, newest first. */
  openOf(personId: string): Promise<DeletionRequest[]>;
}

/** Requests over one database, under one installation's policy. */
export function createApprovals(parts: {
  db: Kysely<Database>;
  clock: { now(): number };
  policy: ApprovalPolicy;
  newId?: () => string;
}): Approvals {
  const { db, policy } = parts;
  const now = () => parts.clock.now();

  const select = () => db.selectFrom('deletion_requests').selectAll();
  const find = async (id: string) => (await withEvents(db, await select().where('id', '=', id).execute()))[0];
  const openRows = () =>
    select()
      .where('state', 'in', [...OPEN_STATES])
      .orderBy('created_at', 'desc')
      .orderBy('id');
  const openForGroup = async (groupId: string) =>
    (await withEvents(db, await openRows().where('group_id', '=', groupId).execute()))[0];

  return {
    ...createDecisions({ db, now, policy, find }),
    ...createExecution({ db, now, find, expiryMs: policy.expiryMs }),
    ...createDrawing(db, now),
    find,
    openForGroup,
    open: async (limit = 50) => withEvents(db, await openRows().limit(limit).execute()),
    openOf: async (personId) => withEvents(db, await openRows().where('requester_person', '=', personId).execute()),
    async ask(asked) {
      const id = (parts.newId ?? newRequestId)();
      // The unique index decides between two who ask at once; the loser is shown the winner's request.
      if (!(await insertRequest(db, id, now(), asked, policy))) {
        const other = await openForGroup(asked.group.id);
        if (other) throw new OpenRequestExists(other);
        throw new Error('a request was neither stored nor found');
      }
      const stored = await find(id);
      if (!stored) throw new Error('a request was stored and not found');
      return stored;
    },
  };
}

async function insertRequest(
  db: Kysely<Database>,
  id: string,
  at: number,
  { group, requester, reason, channel }: NewRequest,
  policy: ApprovalPolicy,
): Promise<boolean> {
  const seal = sealOf(group);
  return db.transaction().execute(async (trx) => {
    const stored = await trx
      .insertInto('deletion_requests')
      .values({
        id,
        seal,
        reason,
        channel,
        group_id: group.id,
        group_name: group.name,
        seen_json: JSON.stringify(group),
        requester_json: JSON.stringify(requester),
        requester_person: requester.personId,
        card_ts: null,
        needed: policy.approvalsRequired,
        state: 'pending',
        version: 1,
        created_at: at,
        updated_at: at,
        expires_at: at + policy.expiryMs,
        approvals_json: '[]',
        drawn_version: 0,
        announced_seq: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!stored) return false;
    const event = { request_id: id, seq: 1, at, kind: 'asked', actor_json: JSON.stringify(requester), note: reason };
    await trx.insertInto('request_events').values(event).execute();
    await recordAudit(trx, {
      at,
      action: 'deletion_asked',
      actorSlackId: requester.slackId,
      actorPersonId: requester.personId,
      groupId: group.id,
      groupName: group.name,
      requestId: id,
      shown: seal,
      answer: reason,
    });
    return true;
  });
}

/** A request's name: `R-` and six signs without look-alikes, about 700 million of them. */
function newRequestId(): string {
  const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  return `R-${Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('')}`;
}
