import { AccessDenied, type Operation } from '../../access/index.ts';
import {
  type ApproverToday,
  allApprovalsOf,
  type ChangeRequest,
  checkPolicy,
  type Kind,
  type PolicyCheck,
} from '../../changes/index.ts';
import type { RequestDeps } from '../deps.ts';
import { operationToAsk } from './rights.ts';

/** The current status of the approvers of a request, to check which approvals count. */
export interface Today {
  check(request: ChangeRequest): PolicyCheck;
}

/**
 * Looks up all who approved, and the list of approvers. Rethrows the failure of a lookup, so that no approval counts.
 * @param fresh bypasses the cache of the last seconds
 */
export async function lookUpApprovers(deps: RequestDeps, request: ChangeRequest, fresh: boolean): Promise<Today> {
  const accounts = [...new Set(allApprovalsOf(request).map(({ account }) => account))];
  const pool = await poolFor(deps, request.kind, fresh);
  const found = new Map<string, ApproverToday>();
  for (const account of accounts) {
    const personId = await personOf(deps, account, 'approve', fresh);
    found.set(account, { personId, hasRole: personId !== undefined, inPool: pool?.has(account) ?? true });
  }
  return { check: (current) => checkPolicy(current, deps.policy, (account) => found.get(account)) };
}

/** Accounts that can approve requests of a kind; undefined: everyone with the DocSpace role. `APPROVERS` applies only to deletions. */
export async function poolFor(
  { pool }: Pick<RequestDeps, 'pool'>,
  kind: Kind,
  fresh = false,
): Promise<ReadonlySet<string> | undefined> {
  return kind === 'delete' ? pool.accounts({ fresh }) : undefined;
}

/** The DocSpace person linked to an account, if they can do this operation; otherwise undefined. */
export async function personOf(
  deps: RequestDeps,
  account: string,
  operation: Operation,
  fresh: boolean,
): Promise<string | undefined> {
  try {
    return (await deps.access.require(account, operation, { fresh })).person.id;
  } catch (error) {
    if (error instanceof AccessDenied) return undefined;
    throw error;
  }
}

/** Whether the account is still linked to the same person, and that person can still request this. */
export async function isRequesterUnchanged(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  const personId = await personOf(deps, request.account, operationToAsk(request.kind), true);
  return personId !== undefined && personId === request.requester?.personId;
}

/** Whether a request belongs to this portal and workspace; rows of version 0.1 name neither and belong to the current ones. */
export function belongsHere(deps: RequestDeps, { portal, workspace }: ChangeRequest): boolean {
  const here = deps.workspace();
  return (portal === '' || portal === deps.portal) && (workspace === '' || !here || workspace === here);
}
