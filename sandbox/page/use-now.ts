import { usePage } from './page-context.ts';

const DAY_MS = 24 * 3_600_000;

/** The time of the sandbox, which days that passed under *Policy* set ahead of the computer’s. */
export function useNow(): number {
  return Date.now() + (usePage().snapshot.daysAhead ?? 0) * DAY_MS;
}
