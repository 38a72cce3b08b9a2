/** The exclusive right to write to a subject. */
export interface WriterLease {
  /** Whether a write can be sent now, so that no other writer of the subject starts before its deadline has passed. */
  mayWrite(): Promise<boolean>;
}

/**
 * Serializes work on the same subject; work on different subjects runs concurrently. If it throws before the work was started,
 * nothing was done; the code `writer_busy` means that the turn did not come in time.
 */
export type OneWriter = <T>(subject: string, work: (lease: WriterLease) => Promise<T>) => Promise<T>;

/** Within one process a lease cannot be lost. */
const UNLIMITED: WriterLease = { mayWrite: async () => true };

/**
 * One writer per group, within this process: two concurrent changes of a manager leave the group with two managers, and then
 * neither it nor any list that contains it can be read (docspace-api §13).
 */
export function createOneWriter(): OneWriter {
  const last = new Map<string, Promise<unknown>>();
  return async (subject, work) => {
    const previous = last.get(subject) ?? Promise.resolve();
    const result = previous.then(() => work(UNLIMITED));
    // The next in line waits for the end of this work, not for its success.
    const ended = result.catch(() => undefined);
    last.set(subject, ended);
    try {
      return await result;
    } finally {
      if (last.get(subject) === ended) last.delete(subject);
    }
  };
}
