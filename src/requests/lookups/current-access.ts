import { AccessDenied, type Operation } from '../../access/index.ts';
import {
  type ApproverToday,
  allApprovalsOf,
  type ChangeRequest,
  checkPolicy,
  type Kind,
  type PolicyCheck,
} from '../../changes/index.ts';
import type { RequestParts } from '../deps.ts';
import { askingFor } from './rights.ts';

/** What is true now of the approvers of a request, and which approvals count by that. */
export interface Today {
  check(request: ChangeRequest): PolicyCheck;
}

/**
 * Looks up everybody who approved, and the list of approvers. Throws the failure of a look-up: in doubt nothing counts.
 * @param fresh asks Slack and DocSpace again instead of trusting an answer of the last seconds
 */
export async function lookUpApprovers(parts: RequestParts, request: ChangeRequest, fresh: boolean): Promise<Today> {
  const accounts = [...new Set(allApprovalsOf(request).map(({ account }) => account))];
  const pool = await poolFor(parts, request.kind, fresh);
  const found = new Map<string, ApproverToday>();
  for (const account of accounts) {
    const personId = await personOf(parts, account, 'approve', fresh);
    found.set(account, { personId, hasRole: personId !== undefined, inPool: pool?.has(account) ?? true });
  }
  return { check: (current) => checkPolicy(current, parts.policy, (account) => found.get(account)) };
}

/** Accounts that can approve requests of a kind; undefined: everybody with the right in DocSpace. `APPROVERS` is for deletions alone. */
export async function poolFor(
  { pool }: Pick<RequestParts, 'pool'>,
  kind: Kind,
  fresh = false,
): Promise<ReadonlySet<string> | undefined> {
  return kind === 'delete' ? pool.accounts({ fresh }) : undefined;
}

/** The DocSpace person an account stands for and that can do this; undefined when it cannot. */
export async function personOf(
  parts: RequestParts,
  account: string,
  operation: Operation,
  fresh: boolean,
): Promise<string | undefined> {
  try {
    return (await parts.access.require(account, operation, { fresh })).person.id;
  } catch (error) {
    if (error instanceof AccessDenied) return undefined;
    throw error;
  }
}

/** Whether the requester is still active, and the same person. */
export async function isRequesterUnchanged(parts: RequestParts, request: ChangeRequest): Promise<boolean> {
  const personId = await personOf(parts, request.account, askingFor(request.kind), true);
  return personId !== undefined && personId === request.requester?.personId;
}

/** Whether a request belongs to this portal and workspace; what version 0.1 left belongs to the one it runs in. */
export function belongsHere(parts: RequestParts, { portal, workspace }: ChangeRequest): boolean {
  const here = parts.workspace();
  return (portal === '' || portal === parts.portal) && (workspace === '' || !here || workspace === here);
}
