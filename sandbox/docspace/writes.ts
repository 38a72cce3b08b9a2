import { databaseFault, PortalRefusal } from './errors.ts';

/** The rows one call writes. */
export interface Write {
  /** What is saved before the first member: a new group, a new name. */
  before?: () => unknown;
  /** One step for each member, in order. */
  members: readonly (() => void)[];
  /** What is saved after the last member. */
  after?: () => void;
}

/** How the rows of one call are written: all at once, or member by member with a pause after each. */
export interface Pace {
  /** Milliseconds one member takes; asked anew for each, because it grows with the portal. 0: no pause. */
  memberMs(): number;
  sleep(ms: number): Promise<void>;
  /** The database fails during this write, after so many members (by default two thirds); -1: before the first row. */
  fault?: { afterMembers?: number };
}

/**
 * Writes the rows of one call, synchronously where members cost no time. `written` is called whenever other calls can
 * see new rows. Throws when the database fails; what was written until then stays, because there is no transaction.
 */
export function writeRows(write: Write, pace: Pace, written: () => void): void | Promise<void> {
  const { fault } = pace;
  const last = fault ? (fault.afterMembers ?? Math.ceil((write.members.length * 2) / 3)) : write.members.length;
  if (last < 0) throw new PortalRefusal(databaseFault());
  write.before?.();
  const members = write.members.slice(0, last);
  const finish = () => {
    if (!fault) write.after?.();
    written();
    if (fault) throw new PortalRefusal(databaseFault());
  };
  if (members.length > 0 && pace.memberMs() > 0) return writeSlowly(members, pace, written).then(finish);
  for (const writeMember of members) writeMember();
  finish();
}

async function writeSlowly(members: Write['members'], pace: Pace, written: () => void): Promise<void> {
  for (const writeMember of members) {
    writeMember();
    written();
    const ms = pace.memberMs();
    if (ms > 0) await pace.sleep(ms);
  }
}

/** Runs work and calls `end` when it is over, whichever way it ends. */
export function endedBy<T>(end: () => void, work: () => T | Promise<T>): T | Promise<T> {
  let result: T | Promise<T>;
  try {
    result = work();
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) return result.finally(end);
  end();
  return result;
}

/** Continues at once with a value that is there already, so that a portal without costs stays synchronous. */
export function followedBy<T, R>(value: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
