import type { ChangeRequest } from './request.ts';
import { isCreation, isEdit } from './transitions.ts';

/** What a card and a history say of a request beside what it did. */
export interface UndoLinks {
  /** The request it took back. */
  of?: ChangeRequest | undefined;
  /** The request that took it back. */
  by?: ChangeRequest | undefined;
  /** The request that takes out again, on their date, whom it added. */
  end?: ChangeRequest | undefined;
  /** The deletion of its group. */
  deletion?: ChangeRequest | undefined;
}

/**
 * Whether a request did something that can be taken back: an edit by its inverse, a creation by a deletion. Each request
 * is taken back once; what took it back is a request like any other, and can be taken back itself.
 */
export function isUndoable({ kind, state, group, facts }: ChangeRequest): boolean {
  if (state !== 'applied') return false;
  return isCreation(kind) ? group.id !== '' : isEdit(kind) && facts.done !== undefined;
}
