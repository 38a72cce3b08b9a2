import type { StoreClock } from './dialect.ts';
import { codeOf, DatabaseBusy, DatabaseFull, DatabaseUnreachable } from './errors.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/** Pauses between attempts until a time limit. */
export interface Retries {
  /** Waits before the next attempt; false when the time is over. */
  pause(): Promise<boolean>;
}

/** Exponential backoff within `withinMs`. */
export function createRetries(clock: StoreClock, withinMs: number): Retries {
  const startedAt = clock.now();
  let paused = 0;
  let next = FIRST_PAUSE_MS;
  return {
    async pause() {
      // The pauses are added up as well: the system clock can be set back.
      const left = withinMs - Math.max(paused, clock.now() - startedAt);
      if (left <= 0) return false;
      const ms = Math.min(next, left);
      await clock.sleep(ms);
      paused += ms;
      next = Math.min(next * 2, LONGEST_PAUSE_MS);
      return true;
    },
  };
}

/** Codes after which the same transaction may succeed: serialization failure, deadlock, lock not available. */
const CONFLICTS = ['40001', '40P01', '55P03'];
/** Disk full: SQLite's and PostgreSQL's code. */
const FULL = ['SQLITE_FULL', '53100'];
/** Rejected credentials and unknown databases: retrying does not help. */
const REFUSED = /^(28|3D)/;

function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && (code.startsWith('SQLITE_BUSY') || CONFLICTS.includes(code));
}

/** Whether the transaction was certainly not committed and can succeed when it is retried. */
export function isTransient(error: unknown): boolean {
  return isConflict(error) || (error instanceof DatabaseUnreachable && !REFUSED.test(error.why));
}

/** Maps a driver's error to the store's, once it is no longer retried; other errors are returned unchanged. */
export function storeError(error: unknown): unknown {
  if (isConflict(error)) return new DatabaseBusy(error);
  if (FULL.includes(codeOf(error) ?? '')) return new DatabaseFull(error);
  return error;
}
