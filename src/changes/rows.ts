import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { AttemptsTable, Database, DecisionsTable, RequestsTable } from '../store/index.ts';
import { RequestOfNewerVersion } from './errors.ts';
import { type Attempt, type ChangeRequest, DECISIONS, type Decision, REASONS, SETTLED } from './request.ts';
import { visibleRoomsSchema } from './rooms.ts';
import { isCreation, isEdit, KINDS, STATES } from './transitions.ts';

const member = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['active', 'disabled', 'pending']).optional(),
});
export const groupSnapshotSchema = z.object({
  id: z.string(),
  name: z.string(),
  manager: member.optional(),
  members: z.array(member),
  size: z.number().optional(),
  membersCount: z.number().optional(),
  damaged: z.literal(true).optional(),
});
const wantedGroup = z.object({ name: z.string(), manager: member.optional(), members: z.array(member) });
export const wantedEditSchema = z.object({
  name: z.object({ from: z.string(), to: z.string() }).optional(),
  manager: z.object({ from: member.optional(), to: member.optional() }).optional(),
  add: z.array(member),
  remove: z.array(member),
  leavesAt: z.number().optional(),
});
const doneEdit = z.object({
  name: z.object({ from: z.string(), to: z.string() }).optional(),
  manager: z.object({ from: member.optional(), to: member.optional() }).optional(),
  added: z.array(member),
  removed: z.array(member),
});
const actor = z.object({ account: z.string(), personId: z.string(), name: z.string() });
const facts = z.object({
  text: z.string().optional(),
  done: doneEdit.optional(),
  reference: z.string().optional(),
  by: actor.optional(),
  note: z.string().optional(),
  look: z.object({ state: z.string(), at: z.number() }).optional(),
  missing: z.number().optional(),
  groups: z.array(member).optional(),
  approvers: z.array(z.string()).optional(),
  tries: z.number().optional(),
  restored: z.object({ id: z.string(), by: actor.optional() }).optional(),
  progress: z.object({ done: z.number(), of: z.number(), from: z.number().optional() }).optional(),
  rest: z.object({ add: z.number(), remove: z.number() }).optional(),
});

function fromJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

/** @throws RequestOfNewerVersion when the row has a value that this version does not know */
function requestOf(
  row: Selectable<RequestsTable>,
  decisions: readonly Selectable<DecisionsTable>[],
  attempts: readonly Selectable<AttemptsTable>[],
): ChangeRequest {
  try {
    return parseRequest(row, decisions, attempts);
  } catch (error) {
    throw error instanceof z.ZodError ? new RequestOfNewerVersion(row.id) : error;
  }
}

function parseRequest(
  row: Selectable<RequestsTable>,
  decisions: readonly Selectable<DecisionsTable>[],
  attempts: readonly Selectable<AttemptsTable>[],
): ChangeRequest {
  const last = attempts.at(-1);
  const { kind, state } = z.object({ kind: z.enum(KINDS), state: z.enum(STATES) }).parse(row);
  return {
    ...{ kind, state },
    id: row.id,
    portal: row.portal,
    workspace: row.workspace,
    group: fromJson(groupSnapshotSchema, row.shown_json),
    wanted: isCreation(kind) && row.wanted_json !== null ? fromJson(wantedGroup, row.wanted_json) : undefined,
    edit: isEdit(kind) && row.wanted_json !== null ? fromJson(wantedEditSchema, row.wanted_json) : undefined,
    reverses: row.reverses ?? undefined,
    until: row.until_at ?? undefined,
    ends: row.ends ?? undefined,
    rooms: row.rooms_json === null ? undefined : fromJson(visibleRoomsSchema, row.rooms_json),
    fingerprint: row.fingerprint ?? undefined,
    account: row.account,
    requester:
      row.person_id === null
        ? undefined
        : { account: row.account, personId: row.person_id, name: row.person_name ?? '' },
    reason: row.reason,
    channel: row.channel,
    needed: row.needed,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    dueAt: row.due_at ?? undefined,
    firstTryAt: row.first_try_at ?? undefined,
    why: z.enum(REASONS).nullable().parse(row.why) ?? undefined,
    facts: fromJson(facts, row.facts_json),
    decisions: decisions.map(decisionOf),
    attempt: last && attemptOf(last),
    everSent: attempts.some(({ sent_at }) => sent_at !== null),
    halfDone: attempts.some(({ settled }) => settled === 'half_done'),
  };
}

/** A request that was just inserted: it has no decisions and no attempts. */
export function newRequestOf(row: Selectable<RequestsTable>): ChangeRequest {
  return requestOf(row, [], []);
}

function decisionOf(row: Selectable<DecisionsTable>): Decision {
  return {
    id: row.id,
    account: row.account,
    what: z.enum(DECISIONS).parse(row.what),
    at: row.at,
    checked: z.enum(['yes', 'no']).nullable().parse(row.checked) ?? undefined,
    why: row.why ?? undefined,
    personId: row.person_id ?? undefined,
    name: row.person_name ?? undefined,
    note: row.note ?? undefined,
  };
}

function attemptOf(row: Selectable<AttemptsTable>): Attempt {
  return {
    id: row.id,
    owner: row.owner,
    leaseUntil: row.lease_until,
    startedAt: row.started_at,
    sentAt: row.sent_at ?? undefined,
    before: row.before_fingerprint ?? undefined,
    known: row.known_json === null ? undefined : fromJson(z.array(z.string()), row.known_json),
    settled: z.enum(SETTLED).nullable().parse(row.settled) ?? undefined,
  };
}

/** Rows as requests, with their decisions and attempts. @throws RequestOfNewerVersion */
export async function requestsOf(
  db: Kysely<Database>,
  rows: readonly Selectable<RequestsTable>[],
): Promise<ChangeRequest[]> {
  return (await rowParsers(db, rows)).map((parse) => parse());
}

/** The same without rows that a newer version of the app wrote: one of them must not hide the others. */
export async function knownRequestsOf(
  db: Kysely<Database>,
  rows: readonly Selectable<RequestsTable>[],
): Promise<ChangeRequest[]> {
  return (await rowParsers(db, rows)).flatMap((parse) => {
    try {
      return [parse()];
    } catch (error) {
      if (error instanceof RequestOfNewerVersion) return [];
      throw error;
    }
  });
}

/** A parser per row; the decisions and attempts of all rows are loaded first. */
async function rowParsers(
  db: Kysely<Database>,
  rows: readonly Selectable<RequestsTable>[],
): Promise<(() => ChangeRequest)[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const decisions = await db
    .selectFrom('decisions')
    .selectAll()
    .where('request_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const attempts = await db
    .selectFrom('attempts')
    .selectAll()
    .where('request_id', 'in', ids)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const isOfRow = ({ request_id }: { request_id: string }) => request_id === row.id;
    return () => requestOf(row, decisions.filter(isOfRow), attempts.filter(isOfRow));
  });
}

/**
 * Locks a request's row until the transaction ends; call it before reading. Otherwise two concurrent transactions on
 * PostgreSQL each read the row as it was before the other one's uncommitted change.
 */
export async function lockRequest(trx: Kysely<Database>, id: string): Promise<void> {
  await trx
    .updateTable('requests')
    .set((row) => ({ version: row.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** @throws RequestOfNewerVersion */
export async function findRequest(db: Kysely<Database>, id: string): Promise<ChangeRequest | undefined> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await requestsOf(db, [row]))[0];
}
