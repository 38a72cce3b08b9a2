/** Runs work about the same thing one after the other, and work about different things side by side. */
export type OneWriter = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * One writer per group: two simultaneous changes of a manager leave the group with two, and then neither it nor any list
 * that holds it can be read (docspace-api §13). Valid within this process.
 */
export function createOneWriter(): OneWriter {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    // The next in line waits for the end of this work, not for its success.
    const ended = mine.catch(() => undefined);
    last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
