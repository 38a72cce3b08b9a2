import { AccessDenied, type Caller, type Operation } from '../../access/index.ts';
import type { Kind } from '../../changes/index.ts';
import type { RequestDeps } from '../deps.ts';

/** What DocSpace lets people do by themselves, and what it takes to ask for it. Nobody deletes a group alone. */
const OPERATIONS: Readonly<Record<Kind, { alone?: Operation; ask: Operation }>> = {
  delete: { ask: 'ask' },
  create: { alone: 'create', ask: 'ask' },
  edit: { alone: 'update', ask: 'ask' },
  join: { alone: 'update', ask: 'join' },
  leave: { alone: 'update', ask: 'join' },
  restore: { alone: 'create', ask: 'ask' },
};

/** Who wants to make a change, and whether somebody else has to approve it. */
export interface Right {
  caller: Caller;
  asks: boolean;
}

/**
 * The right to a kind of change: to make it alone, or else to ask for it.
 * @throws AccessDenied when the account can do neither, and where `ASKING` is off, when it cannot make it alone
 */
export async function rightTo(
  { access, policy }: Pick<RequestDeps, 'access' | 'policy'>,
  account: string,
  kind: Kind,
  options: { fresh?: boolean } = {},
): Promise<Right> {
  const { alone, ask } = OPERATIONS[kind];
  if (alone === undefined) return { caller: await access.require(account, ask, options), asks: true };
  try {
    return { caller: await access.require(account, alone, options), asks: false };
  } catch (error) {
    if (!policy.asking || !lacksRole(error)) throw error;
    return { caller: await access.require(account, ask, options), asks: true };
  }
}

function lacksRole(error: unknown): boolean {
  return error instanceof AccessDenied && error.reason === 'may-not-write';
}

/** What the requester has to be able to do still when a request is carried out. */
export function operationToAsk(kind: Kind): Operation {
  return OPERATIONS[kind].ask;
}
