import { AccessDenied } from '../../access/index.ts';
import {
  allApprovalsOf,
  type ChangeRequest,
  isOpen,
  KINDS,
  knownRequestsOf,
  OPEN_STATES,
  policyFor,
  refusalOf,
  STATES,
} from '../../changes/index.ts';
import { type CardPlace, cardPlaces } from '../../outbox/index.ts';
import type { RequestDeps } from '../deps.ts';
import { lookUpApprovers } from '../lookups/current-access.ts';

/** Rows per list: far more than it shows, and few enough to read each time Home is opened. */
const READ_LIMIT = 50;
/** Outcomes that Home shows. */
const OUTCOME_LIMIT = 10;

export interface ListedRequest {
  request: ChangeRequest;
  /** Where its card is; undefined while it is not posted. */
  card: CardPlace | undefined;
  /** Approvals it still needs. */
  missing: number;
}

/** The lists of one user, newest first. */
export interface RequestLists {
  /** Requests this user can approve; undefined for users who cannot approve; `unknown` when the lookup failed. */
  waiting: ListedRequest[] | 'unknown' | undefined;
  /** Their own open requests. */
  own: ListedRequest[];
  /** Whether they can request anything. */
  canAsk: boolean;
  /** Whether they can now withdraw their own request, or remind the approvers. */
  canWithdraw(request: ChangeRequest): boolean;
  canRemind(request: ChangeRequest): boolean;
}

interface Viewer {
  account: string;
  personId: string;
}

/** @throws AccessDenied when the account is not linked to a DocSpace person */
export async function listsFor(deps: RequestDeps, account: string): Promise<RequestLists> {
  const { store, policy } = deps;
  const status = await deps.access.statusOf(account);
  if (!status.known) throw new AccessDenied(status.why, 'read', { email: status.email });
  const { may, caller } = status;
  const now = await store.now();
  const waiting = may.approve ? await waitingFor(deps, { account, personId: caller.person.id }, now) : undefined;
  const own = await openOf(deps, account);
  return {
    waiting: Array.isArray(waiting) ? await listed(deps, waiting) : waiting,
    own: await listed(deps, own),
    canAsk: may.ask,
    canWithdraw: (request) => refusalOf(request, 'withdraw', { account, now, policy }) === undefined,
    canRemind: (request) => refusalOf(request, 'remind', { account, now, policy }) === undefined,
  };
}

/** The latest closed requests of an account, sorted by when they ended. */
export async function outcomesOf(deps: RequestDeps, account: string): Promise<ListedRequest[]> {
  // Ordered by created_at, which has an index, so that old rows are not read; few requests are open at a time.
  const rows = await here(deps)
    .where('account', '=', account)
    .where('state', 'in', ENDED_STATES)
    .where('ends', 'is', null)
    // Refused forms are not outcomes: their users saw the error in the form.
    .where((row) => row.or([row('kind', '=', 'delete'), row('state', '!=', 'refused')]))
    .limit(READ_LIMIT)
    .execute();
  const ended = await knownRequestsOf(deps.store.db, rows);
  const latest = ended.sort((one, other) => other.updatedAt - one.updatedAt).slice(0, OUTCOME_LIMIT);
  return listed(deps, latest);
}

const ENDED_STATES = STATES.filter((state) => !isOpen(state));

async function openOf(deps: RequestDeps, account: string): Promise<ChangeRequest[]> {
  const rows = await here(deps)
    .where('account', '=', account)
    .where('state', 'in', [...OPEN_STATES])
    // Scheduled removals are shown on the card of the request that added the people.
    .where((row) => row.or([row('ends', 'is', null), row('state', '=', 'uncertain')]))
    .limit(READ_LIMIT)
    .execute();
  return knownRequestsOf(deps.store.db, rows);
}

/** Requests this user can approve; none if the list of approvers cannot be read. */
async function waitingFor(
  deps: RequestDeps,
  viewer: Viewer,
  now: number,
): Promise<ChangeRequest[] | 'unknown' | undefined> {
  const waiting = await deps.reporter.bestEffort('look up what waits for a user', async () => {
    const pool = await deps.pool.accounts();
    const deletions = pool?.has(viewer.account) ?? true;
    if (!deletions && !deps.policy.asking) return { requests: undefined };
    const requests: ChangeRequest[] = [];
    for (const request of await readWaiting(deps, { account: viewer.account, deletions, now }))
      if (await isForViewer(deps, request, viewer, now)) requests.push(request);
    return { requests };
  });
  return waiting ? waiting.requests : 'unknown';
}

/** Filters in SQL as far as columns allow, so that the limit counts requests the user can approve. */
async function readWaiting(
  deps: RequestDeps,
  { account, deletions, now }: { account: string; deletions: boolean; now: number },
): Promise<ChangeRequest[]> {
  const { store, policy } = deps;
  let waiting = here(deps)
    .where('state', '=', 'waiting')
    .where('expires_at', '>', now)
    .where((row) =>
      row.or([
        row('why', '=', 'approvals-lost'),
        row.not(
          row.exists(
            row
              .selectFrom('decisions')
              .select('decisions.id')
              .whereRef('decisions.request_id', '=', 'requests.id')
              .where('decisions.account', '=', account)
              .where('decisions.what', '=', 'approve')
              .where('decisions.checked', '=', 'yes'),
          ),
        ),
      ]),
    );
  // Self-approval and the list of approvers apply only to deletions.
  waiting = policy.selfApproval
    ? waiting.where((row) => row.or([row('account', '!=', account), row('kind', '=', 'delete')]))
    : waiting.where('account', '!=', account);
  if (!deletions) waiting = waiting.where('kind', '!=', 'delete');
  return knownRequestsOf(store.db, await waiting.limit(READ_LIMIT).execute());
}

/** The rules of a click on Approve. Other approvers are looked up only after approvals were lost. */
async function isForViewer(
  deps: RequestDeps,
  request: ChangeRequest,
  { account, personId }: Viewer,
  now: number,
): Promise<boolean> {
  const { policy } = deps;
  if (refusalOf(request, 'approve', { account, now, policy })) return false;
  if (request.requester?.personId === personId && !policyFor(request.kind, policy).selfApproval) return false;
  const isTheirs = (approval: { personId?: string | undefined }) => approval.personId === personId;
  if (!allApprovalsOf(request).some(isTheirs)) return true;
  if (request.why !== 'approvals-lost') return false;
  const { counting, missing } = (await lookUpApprovers(deps, request, false)).check(request);
  return missing === 0 || !counting.some(isTheirs);
}

/** Requests of this portal and workspace that this version knows, newest first. */
function here({ store, portal, workspace }: RequestDeps) {
  const team = workspace();
  const rows = store.db
    .selectFrom('requests')
    .selectAll()
    .where('kind', 'in', [...KINDS])
    // Rows of version 0.1 name neither.
    .where('portal', 'in', ['', portal])
    .orderBy('created_at', 'desc')
    .orderBy('id');
  return team === undefined ? rows : rows.where('workspace', 'in', ['', team]);
}

async function listed({ store, policy }: RequestDeps, requests: readonly ChangeRequest[]): Promise<ListedRequest[]> {
  const ids = requests.map(({ id }) => id);
  const places = await cardPlaces(store.db, ids);
  return requests.map((request) => {
    const more = Math.max(0, policyFor(request.kind, policy).approvalsRequired - request.needed);
    return { request, card: places.get(request.id), missing: (request.facts.missing ?? request.needed) + more };
  });
}
