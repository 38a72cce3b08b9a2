import { AccessDenied, type Caller, type Operation } from '../../access/index.ts';
import type { Kind } from '../../changes/index.ts';
import type { RequestDeps } from '../deps.ts';

/** The operation needed to make each change without approval, and to request it. A deletion always needs approval. */
const OPERATIONS: Readonly<Record<Kind, { direct?: Operation; ask: Operation }>> = {
  delete: { ask: 'ask' },
  create: { direct: 'create', ask: 'ask' },
  edit: { direct: 'update', ask: 'ask' },
  join: { direct: 'update', ask: 'join' },
  leave: { direct: 'update', ask: 'join' },
  restore: { direct: 'create', ask: 'ask' },
};

/** Who wants to make a change, and whether it needs approval. */
export interface Right {
  caller: Caller;
  asks: boolean;
}

/**
 * The right to a kind of change: to make it, or else to request it.
 * @throws AccessDenied when the account can do neither, or when it cannot make the change and `ASKING` is off
 */
export async function rightTo(
  { access, policy }: Pick<RequestDeps, 'access' | 'policy'>,
  account: string,
  kind: Kind,
  options: { fresh?: boolean } = {},
): Promise<Right> {
  const { direct, ask } = OPERATIONS[kind];
  if (direct === undefined) return { caller: await access.require(account, ask, options), asks: true };
  try {
    return { caller: await access.require(account, direct, options), asks: false };
  } catch (error) {
    if (!policy.asking || !lacksRole(error)) throw error;
    return { caller: await access.require(account, ask, options), asks: true };
  }
}

function lacksRole(error: unknown): boolean {
  return error instanceof AccessDenied && error.reason === 'may-not-write';
}

/** The operation the requester still has to have the right to when a request is applied. */
export function operationToAsk(kind: Kind): Operation {
  return OPERATIONS[kind].ask;
}
