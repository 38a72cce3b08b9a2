import { DocSpaceError } from './errors.ts';

/** A group that a look found: enough to name it and to link to it. */
export interface FoundGroup {
  id: string;
  name: string;
}

/** A write failed, and looking afterwards proved that nothing was done. `cause` is the failure. */
export class NotDone extends DocSpaceError {
  override readonly code = 'docspace_not_done';
  override readonly retryable = true;
  override readonly cause: DocSpaceError;

  constructor(cause: DocSpaceError) {
    super('failed, and nothing was done', { ...factsOf(cause), effect: 'none' });
    this.cause = cause;
  }
}

/** A write failed, and looking afterwards did not show what became of it. `cause` is the failure. */
export class NotCertain extends DocSpaceError {
  override readonly code = 'docspace_not_certain';
  override readonly cause: DocSpaceError;
  /** After a creation: new groups of that name, of which none can be taken for the one that was asked for. */
  readonly found: readonly FoundGroup[];
  /** Whether a look succeeded; otherwise nothing is known about what is there now. */
  readonly checked: boolean;

  /** @param write the call that is not certain, where the failure is that of a look after it */
  constructor(
    cause: DocSpaceError,
    found: readonly FoundGroup[] = [],
    write: { method: string; path: string } = cause,
    checked = false,
  ) {
    const { method, path } = write;
    super('it is not certain what was done', { ...factsOf(cause), method, path, effect: 'unanswered' });
    this.cause = cause;
    this.found = found;
    this.checked = checked;
  }
}

/** A deletion was answered as done, but the group can still be read. */
export class StillThere extends DocSpaceError {
  override readonly code = 'docspace_still_there';
}

/** A deletion failed half-way: the group is still there, but members are gone (docspace-api §12). */
export class HalfDeleted extends DocSpaceError {
  override readonly code = 'docspace_half_deleted';
  readonly membersBefore: number;
  readonly membersNow: number;

  constructor(cause: DocSpaceError, membersBefore: number, membersNow: number) {
    super('the deletion failed half-way', { ...factsOf(cause), effect: 'answered' });
    this.cause = cause;
    this.membersBefore = membersBefore;
    this.membersNow = membersNow;
  }
}

function factsOf({ method, path, status }: DocSpaceError) {
  return { method, path, ...(status === undefined ? {} : { status }) };
}
