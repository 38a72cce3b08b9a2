import type { StoreClock } from './dialect.ts';
import { codeOf, DatabaseBusy, DatabaseFull, DatabaseUnreachable } from './errors.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/** Pauses between tries, for as long as there is time for another one. */
export interface Retries {
  /** Waits a little; false when the time is over. */
  pause(): Promise<boolean>;
}

/** Growing pauses within a time. */
export function createRetries(clock: StoreClock, withinMs: number): Retries {
  const began = clock.now();
  let paused = 0;
  let next = FIRST_PAUSE_MS;
  return {
    async pause() {
      // The pauses are added up as well: a machine's clock may be set back.
      const left = withinMs - Math.max(paused, clock.now() - began);
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
/** Disk full, as each database says it. */
const FULL = ['SQLITE_FULL', '53100'];
/** Refused credentials and unknown databases: no later try changes these. */
const REFUSED = /^(28|3D)/;

function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && (code.startsWith('SQLITE_BUSY') || CONFLICTS.includes(code));
}

/** Whether the transaction was surely not committed and may succeed when it is repeated. */
export function isTransient(error: unknown): boolean {
  return isConflict(error) || (error instanceof DatabaseUnreachable && !REFUSED.test(error.why));
}

/** The store's own error for a driver's error that is not repeated any more; other errors pass. */
export function storeError(error: unknown): unknown {
  if (isConflict(error)) return new DatabaseBusy(error);
  if (FULL.includes(codeOf(error) ?? '')) return new DatabaseFull(error);
  return error;
}
