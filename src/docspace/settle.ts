import { DocSpaceError } from './errors.ts';
import { pauseUnlessAborted } from './pause.ts';
import type { Clock } from './request.ts';
import { NotCertain } from './settled-errors.ts';

/** The dependencies of {@link settle}. */
export interface SettleParts {
  clock: Clock;
  /** Aborted: waiting ends, and an outcome that is still unknown is not certain. */
  stopping?: AbortSignal;
}

/** A failed write that can have been done. */
export interface FailedWrite {
  error: DocSpaceError;
  /** When it was requested, by the clock. */
  sentAt: number;
}

/** How to check one kind of write. */
export interface Verification<T> {
  read(): Promise<T>;
  isDone(value: T): boolean;
  /** Must be equal in two reads to conclude that the server has finished. */
  stateOf(value: T): string;
  /** Reads that must agree on "done" if no answer came: one for a deletion, two if people are written one by one. */
  doneTakes: 1 | 2;
  /** Milliseconds after sending at which checking ends as not certain. */
  patienceMs: number;
  /** Milliseconds after sending from which two equal reads prove "not done"; default {@link MAY_STILL_WORK_MS}. */
  notDoneAfterMs?: number;
  /** Called once, before the first pause after no answer came. */
  onWaiting?: (() => void) | undefined;
}

/** The outcome of a checked write. */
export interface Settled<T> {
  value: T;
  done: boolean;
}

/** After an answer, the write has ended, and the portal's nodes agree within two seconds (docspace-api §12). */
const PAUSES_AFTER_ANSWER_MS = [0, 700, 1_300];
/**
 * Without an answer, the server can keep writing member by member for three minutes (docspace-api §13). A write waits up to
 * 25 s for its slot, and the time is counted from when it was requested.
 */
export const MAY_STILL_WORK_MS = 205_000;
const PAUSES_MS = [2_000, 3_000, 5_000, 5_000, 10_000, 15_000];

/**
 * Determines the outcome of a failed write.
 * @throws NotCertain if the reads do not show it in time, or fail
 */
export async function settle<T>(
  parts: SettleParts,
  failed: FailedWrite,
  verification: Verification<T>,
): Promise<Settled<T>> {
  const settled =
    failed.error.effect === 'answered'
      ? await afterAnswer(parts, failed, verification)
      : await afterNoAnswer(parts, failed, verification);
  failed.error.release();
  return settled;
}

async function afterAnswer<T>(
  parts: SettleParts,
  { error }: FailedWrite,
  verification: Verification<T>,
): Promise<Settled<T>> {
  let last: { value: T } | undefined;
  let checked = false;
  for (const pause of PAUSES_AFTER_ANSWER_MS) {
    if (!(await waited(parts, pause))) break;
    last = await tryRead(verification);
    checked ||= last !== undefined;
    if (last && verification.isDone(last.value)) return { value: last.value, done: true };
  }
  // Only a successful last read proves that nothing was done.
  if (!last || parts.stopping?.aborted) throw new NotCertain(error, [], error, checked);
  return { value: last.value, done: false };
}

async function afterNoAnswer<T>(
  parts: SettleParts,
  { error, sentAt }: FailedWrite,
  verification: Verification<T>,
): Promise<Settled<T>> {
  let before: string | undefined;
  let checked = false;
  for (let pause = 0; ; pause += 1) {
    const found = await tryRead(verification);
    checked ||= found !== undefined;
    const state = found && verification.stateOf(found.value);
    const settled = state !== undefined && state === before;
    before = state;
    const age = parts.clock.now() - sentAt;
    if (found && verification.isDone(found.value) && (settled || verification.doneTakes === 1))
      return { value: found.value, done: true };
    if (found && settled && age >= (verification.notDoneAfterMs ?? MAY_STILL_WORK_MS))
      return { value: found.value, done: verification.isDone(found.value) };
    const wait = PAUSES_MS[Math.min(pause, PAUSES_MS.length - 1)] ?? 0;
    if (age + wait > verification.patienceMs) throw new NotCertain(error, [], error, checked);
    if (pause === 0) verification.onWaiting?.();
    if (!(await waited(parts, wait))) throw new NotCertain(error, [], error, checked);
  }
}

/** Ignores a failed read: the next one can succeed. */
async function tryRead<T>(verification: Verification<T>): Promise<{ value: T } | undefined> {
  try {
    return { value: await verification.read() };
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}

/** Waits; false if the app is stopping. */
async function waited({ clock, stopping }: SettleParts, ms: number): Promise<boolean> {
  if (ms > 0) await pauseUnlessAborted(clock, ms, stopping ? [stopping] : []);
  return !stopping?.aborted;
}
