import type { ChangeRequest } from './request.ts';
import { isCreation, isEdit } from './transitions.ts';

/** Related requests that a card and a history link to. */
export interface UndoLinks {
  /** The request it undid. */
  of?: ChangeRequest | undefined;
  /** The request that undid it. */
  by?: ChangeRequest | undefined;
  /** The scheduled request that removes the people it added. */
  end?: ChangeRequest | undefined;
  /** The deletion of its group. */
  deletion?: ChangeRequest | undefined;
}

/**
 * Whether a request can be undone: an edit by its inverse, a creation by a deletion. Each request is undone once; the
 * undo is itself a request and can be undone too.
 */
export function isUndoable({ kind, state, group, facts }: ChangeRequest): boolean {
  if (state !== 'applied') return false;
  return isCreation(kind) ? group.id !== '' : isEdit(kind) && facts.done !== undefined;
}
