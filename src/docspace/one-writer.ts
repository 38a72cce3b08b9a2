import pLimit, { type LimitFunction } from 'p-limit';

/** Runs work about the same thing one after the other, and work about different things side by side. */
export type OneWriter = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * One writer per group: two simultaneous changes of a manager leave the group with two, and then neither it nor any list
 * that holds it can be read (docspace-api §13). Valid within this process.
 */
export function createOneWriter(): OneWriter {
  const queues = new Map<string, LimitFunction>();
  return async (key, work) => {
    const queue = queues.get(key) ?? pLimit(1);
    queues.set(key, queue);
    try {
      return await queue(work);
    } finally {
      if (queue.activeCount === 0 && queue.pendingCount === 0) queues.delete(key);
    }
  };
}
