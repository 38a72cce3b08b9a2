import type { Kind } from '../../changes/index.ts';

/** How a kind of request is spoken of. */
export interface KindWords {
  /** Sign and words of its card while it waits, once it is approved, while DocSpace is at it, and when it is done. */
  requested: string;
  approved: string;
  inHand: string;
  done: string;
  /** What its requester wants: "wants to delete this group". */
  verb: string;
  /** What was asked for: "approved the deletion". */
  noun: string;
  /** What DocSpace does: "is deleting it now", "whether DocSpace has deleted the group". */
  doing: string;
  past: string;
  /** What holds where it was not done, in the middle of a sentence. */
  nothing: string;
  /** The same as a sentence of its own. */
  stays: string;
  /** How to ask for it again. */
  again: string;
}

const EDITED = {
  doing: 'saving it',
  past: 'saved the change',
  nothing: 'nothing was changed',
  stays: 'Nothing was changed.',
};

/** The words of each kind; a sign never stands without its word. */
export const WORDS_OF: Readonly<Record<Kind, KindWords>> = {
  delete: {
    requested: '🗑️ Deletion requested',
    approved: '🗑️ Deletion approved',
    inHand: '🗑️ Deleting',
    done: '✅ Deleted',
    verb: 'delete',
    noun: 'the deletion',
    doing: 'deleting it',
    past: 'deleted the group',
    nothing: 'nothing was deleted',
    stays: 'The group stays.',
    again: 'To request it again, type /docspace-group delete.',
  },
  create: {
    requested: '🆕 New group requested',
    approved: '🆕 New group approved',
    inHand: '🆕 Creating',
    done: '✅ Created',
    verb: 'create',
    noun: 'the new group',
    doing: 'creating it',
    past: 'created the group',
    nothing: 'nothing was created',
    stays: 'No group was created.',
    again: 'To request it again, type /docspace-group create.',
  },
  edit: {
    requested: '✏️ Edit requested',
    approved: '✏️ Edit approved',
    inHand: '✏️ Saving',
    done: '✅ EditContext',
    verb: 'edit',
    noun: 'the edit',
    ...EDITED,
    nothing: 'nothing was saved',
    stays: 'Nothing was saved.',
    again: 'To request it again, type /docspace-group update.',
  },
  join: {
    requested: '➕ Request to join',
    approved: '➕ Joining approved',
    inHand: '➕ Joining',
    done: '✅ Joined',
    verb: 'join',
    noun: 'the request to join',
    ...EDITED,
    again: 'To ask again, choose Ask to join on a card of the group.',
  },
  leave: {
    requested: '➖ Request to leave',
    approved: '➖ Leaving approved',
    inHand: '➖ Leaving',
    done: '✅ Left',
    verb: 'leave',
    noun: 'the request to leave',
    ...EDITED,
    again: 'To ask again, choose Leave on a card of the group.',
  },
  restore: {
    requested: '♻️ Restore requested',
    approved: '♻️ Restore approved',
    inHand: '♻️ Restoring',
    done: '✅ Restored',
    verb: 'restore',
    noun: 'the restore',
    doing: 'restoring it',
    past: 'restored the group',
    nothing: 'nothing was restored',
    stays: 'No group was created.',
    again: 'To request it again, choose Restore on the card of the deletion.',
  },
};
