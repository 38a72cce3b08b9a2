import type { Kysely } from 'kysely';
import { REMOVED } from './personal-text.ts';
import { lineOf, type StoredLine, withWords } from './record.ts';
import type { Database } from './tables.ts';

/** Lines per page. */
const PAGE = 10;

/** The fields of a line's request that its history shows. */
export interface RequestBehind {
  /** Slack account of the requester. */
  account: string;
  /** The requester's name; undefined until their account was looked up. */
  personName?: string | undefined;
  /** The channel of its card. */
  channel: string;
  /** The reason for its state, as a code. */
  why?: string | undefined;
  /** The requester gave a reason, which was erased. */
  reasonErased: boolean;
  /** Id of the request it undid. */
  reverses?: string | undefined;
  /** It needed no approval. */
  atOnce: boolean;
  /** An attempt removed members from the group without deleting it. */
  halfDone: boolean;
  /** Approvals that count, oldest first; names that were erased are left out. */
  approvals: { account: string; name?: string | undefined }[];
}

/** A line of the record with its request. */
export interface HistoryLine extends StoredLine {
  request?: RequestBehind | undefined;
}

/** One page of a history, newest first. */
export interface HistoryPage {
  lines: HistoryLine[];
  /** There are lines newer than these. */
  newer: boolean;
  older: boolean;
}

/** The subject of a history: a group, or a request that never had a group. */
export type HistoryScope = { groupId: string } | { requestId: string };

/** Which page, by the id of a line: older lines (`before`), newer lines (`after`), or the newest page without either. */
export interface HistoryTurn {
  before?: number | undefined;
  after?: number | undefined;
}

/**
 * One page of the history, of this portal only. Uses keyset pagination, so that new lines do not shift the pages.
 * @param leftOut actions that are never shown
 * @param leftOutAtOnce actions that are not shown for requests that needed no approval
 */
export async function historyOf(
  db: Kysely<Database>,
  given: HistoryScope & { portal: string; leftOut: readonly string[]; leftOutAtOnce: readonly string[] },
  { before, after }: HistoryTurn = {},
): Promise<HistoryPage> {
  const { portal, leftOut, leftOutAtOnce, ...scope } = given;
  const all = linesOf(db, scope, portal).where('action', 'not in', [...leftOut]);
  const lines = all.where(({ or, eb, not, exists, selectFrom }) => {
    const request = selectFrom('requests').select('needed').whereRef('requests.id', '=', 'record.request_id');
    // PostgreSQL does not accept an empty list.
    return or([eb('action', 'not in', ['', ...leftOutAtOnce]), not(exists(request.where('needed', '=', 0)))]);
  });
  if (after !== undefined) {
    const rows = await lines
      .where('record.id', '>', after)
      .orderBy('record.id')
      .limit(PAGE + 1)
      .execute();
    const page = rows.slice(0, PAGE).reverse().map(lineOf);
    // A page that is not full is the newest one; the query below fills it with older lines.
    if (rows.length > PAGE) return { lines: await withRequests(db, page), newer: true, older: true };
  }
  const from = after === undefined ? before : undefined;
  const older = from === undefined ? lines : lines.where('record.id', '<', from);
  const rows = await older
    .orderBy('record.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const page = rows.slice(0, PAGE).map(lineOf);
  return { lines: await withRequests(db, page), newer: from !== undefined, older: rows.length > PAGE };
}

function linesOf(db: Kysely<Database>, scope: HistoryScope, portal: string) {
  // Ids are unique across portals, so their index is enough. Lines of version 0.1 have no portal: they belong to this one.
  const ofPortal = withWords(db).where((where) =>
    where.or([where('record.portal', '=', portal), where('record.portal', 'is', null)]),
  );
  return 'groupId' in scope
    ? ofPortal.where('group_id', '=', scope.groupId)
    : ofPortal.where('request_id', '=', scope.requestId);
}

async function withRequests(db: Kysely<Database>, lines: readonly StoredLine[]): Promise<HistoryLine[]> {
  const ids = [...new Set(lines.flatMap(({ requestId }) => requestId ?? []))];
  if (ids.length === 0) return [...lines];
  const behind = await requestsBehind(db, ids);
  return lines.map((line) => ({ ...line, request: behind.get(line.requestId ?? '') }));
}

async function requestsBehind(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, RequestBehind>> {
  const columns = ['id', 'account', 'person_name', 'channel', 'why', 'reason', 'needed', 'reverses'] as const;
  const requests = await db.selectFrom('requests').select(columns).where('id', 'in', ids).execute();
  const approvals = await db
    .selectFrom('decisions')
    .select(['request_id', 'account', 'person_name'])
    .where('request_id', 'in', ids)
    .where('what', '=', 'approve')
    .where('checked', '=', 'yes')
    .orderBy('at')
    .execute();
  const halfDone = await db
    .selectFrom('attempts')
    .select('request_id')
    .where('request_id', 'in', ids)
    .where('settled', '=', 'half_done')
    .execute();
  return new Map(
    requests.map(({ id, account, person_name, channel, why, reason, needed, reverses }): [string, RequestBehind] => [
      id,
      {
        account,
        channel,
        personName: person_name ?? undefined,
        why: why ?? undefined,
        reverses: reverses ?? undefined,
        reasonErased: reason === REMOVED,
        atOnce: needed === 0,
        halfDone: halfDone.some((attempt) => attempt.request_id === id),
        approvals: approvals
          .filter((approval) => approval.request_id === id)
          .map((approval) => ({ account: approval.account, name: approval.person_name ?? undefined })),
      },
    ]),
  );
}
