import { DocSpaceError } from './errors.ts';

/** A group that was found, with what a link to it needs. */
export interface FoundGroup {
  id: string;
  name: string;
}

/** A write failed, and a later read proved that nothing was done. `cause` is the failure. */
export class NotDone extends DocSpaceError {
  override readonly code = 'docspace_not_done';
  override readonly retryable = true;
  override readonly cause: DocSpaceError;

  constructor(cause: DocSpaceError) {
    super('failed, and nothing was done', { ...factsOf(cause), effect: 'none' });
    this.cause = cause;
  }
}

/** A write failed, and later reads did not show its outcome. `cause` is the failure. */
export class NotCertain extends DocSpaceError {
  override readonly code = 'docspace_not_certain';
  override readonly cause: DocSpaceError;
  /** After a creation: new groups with its name, none of which is certainly the created one. */
  readonly found: readonly FoundGroup[];
  /** Whether a read succeeded; otherwise nothing is known about the current state. */
  readonly checked: boolean;

  /** @param write the uncertain call, if `cause` is the failure of a read after it */
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

/** A deletion was answered with success, but the group can still be read. */
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
