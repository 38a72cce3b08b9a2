/**
 * How many people one write carries. The server handles them one by one, at 32 to 86 ms each on a portal of 10,000
 * people and more on larger ones (docspace-api §13), so the size follows from how long the last write took.
 */
export const FIRST_BATCH = 25;
const SMALLEST_BATCH = 5;
/** No answer of one write has to be worked through for more people than this at once. */
const LARGEST_BATCH = 500;
/** What one write should take, in milliseconds: well below the 60 s after which a proxy in front gives up. */
const AIM_MS = 5_000;

/** The next size after a write about `size` people took `ms` milliseconds; at most four times the last. */
export function nextBatchSize(size: number, ms: number): number {
  const fitting = Math.floor((size * AIM_MS) / Math.max(1, ms));
  return within(Math.min(fitting, size * 4));
}

/** The next size after a write of this size got no answer. */
export function smallerBatch(size: number): number {
  return within(Math.floor(size / 4));
}

function within(size: number): number {
  return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, size));
}
