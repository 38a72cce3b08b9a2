import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Commands that are worked on at the same time; those beyond wait their turn. Most of that time DocSpace is at work. */
const SIDE_BY_SIDE = 24;
/**
 * Share of its time that this thread may be busy for another command to begin beside those in hand. Acknowledgements
 * come from the same thread: what they find it busy with, they wait for.
 */
const MOST_BUSY = 0.4;
/** How long the thread is looked at before each beginning, in milliseconds. */
const LOOK_MS = 5;

/** Runs the work behind commands, in the order in which they came. */
export type Turns = (work: () => Promise<void>) => Promise<void>;

/**
 * Turns that leave room for acknowledgements: one command always goes on, and further ones begin beside it, up to
 * {@link SIDE_BY_SIDE}, as long as the thread has time left.
 * @param busyShare how much of the last few milliseconds this thread was busy, from 0 to 1
 */
export function createTurns(busyShare: () => Promise<number> = threadBusyShare): Turns {
  const sideBySide = pLimit(SIDE_BY_SIDE);
  const oneByOne = pLimit(1);
  let inHand = 0;
  const begin = async () => {
    while (inHand > 0 && (await busyShare()) > MOST_BUSY);
    inHand += 1;
  };
  return (work) =>
    sideBySide(async () => {
      await oneByOne(begin);
      try {
        await work();
      } finally {
        inHand -= 1;
      }
    });
}

async function threadBusyShare(): Promise<number> {
  const before = performance.eventLoopUtilization();
  await pause(LOOK_MS);
  return performance.eventLoopUtilization(before).utilization;
}
