/**
 * People per write. The server processes them one by one, at 32 to 86 ms each on a portal of 10,000 people and more on larger
 * ones (docspace-api §13), so the size adapts to the duration of the last write.
 */
export const FIRST_BATCH = 25;
const SMALLEST_BATCH = 5;
const LARGEST_BATCH = 500;
/** Target duration of one write, in milliseconds: well below the 60 s after which a proxy gives up. */
const TARGET_MS = 5_000;

/** The next size after a write of `size` people took `ms` milliseconds; at most four times the last. */
export function nextBatchSize(size: number, ms: number): number {
  const ideal = Math.floor((size * TARGET_MS) / Math.max(1, ms));
  return clamped(Math.min(ideal, size * 4));
}

/** The next size after a write of this size got no answer. */
export function smallerBatch(size: number): number {
  return clamped(Math.floor(size / 4));
}

function clamped(size: number): number {
  return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, size));
}
