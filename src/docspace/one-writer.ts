/** The right to write about a subject, for as long as its work goes on. */
export interface WriterLease {
  /** Whether a write may be sent now: nobody else will write about the same subject before its deadline has passed. */
  mayWrite(): Promise<boolean>;
}

/**
 * Runs work about the same subject one after the other, and work about different ones side by side. When it throws before
 * the work has begun, nothing was done; with the code `writer_busy` the turn did not come in time.
 */
export type OneWriter = <T>(subject: string, work: (lease: WriterLease) => Promise<T>) => Promise<T>;

/** Within one process nobody can take a turn away. */
const FOR_AS_LONG_AS_IT_TAKES: WriterLease = { mayWrite: async () => true };

/**
 * One writer per group: two simultaneous changes of a manager leave the group with two, and then neither it nor any list
 * that holds it can be read (docspace-api §13). Valid within this process.
 */
export function createOneWriter(): OneWriter {
  const last = new Map<string, Promise<unknown>>();
  return async (subject, work) => {
    const before = last.get(subject) ?? Promise.resolve();
    const mine = before.then(() => work(FOR_AS_LONG_AS_IT_TAKES));
    // The next in line waits for the end of this work, not for its success.
    const ended = mine.catch(() => undefined);
    last.set(subject, ended);
    try {
      return await mine;
    } finally {
      if (last.get(subject) === ended) last.delete(subject);
    }
  };
}
