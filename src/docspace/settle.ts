import { DocSpaceError } from './errors.ts';
import { pauseUnlessAborted } from './pause.ts';
import type { Clock } from './request.ts';
import { NotCertain } from './settled-errors.ts';

/** Time and patience for looking after writes. */
export interface SettleParts {
  clock: Clock;
  /** When aborted, nothing more is waited for: what is not known by then is not certain. */
  stopping?: AbortSignal;
}

/** A write that failed without proof that nothing was done. */
export interface FailedWrite {
  error: DocSpaceError;
  /** When it was asked for, in milliseconds of the clock. */
  sentAt: number;
}

/** How to look after one kind of write. */
export interface Verification<T> {
  read(): Promise<T>;
  isDone(value: T): boolean;
  /** What has to be equal in two looks to say that the server has stopped working on it. */
  stateOf(value: T): string;
  /** Looks that must agree on "done" where no answer came: one for a deletion, two where people are written one by one. */
  doneTakes: 1 | 2;
  /** Milliseconds after sending at which the looking ends as not certain. */
  patienceMs: number;
  /** Milliseconds after sending from which two equal looks prove "not done"; left out, {@link MAY_STILL_WORK_MS}. */
  notDoneAfterMs?: number;
  /** Called once, before the first pause after no answer came. */
  onWaiting?: (() => void) | undefined;
}

/** What a look after a write found. */
export interface Settled<T> {
  value: T;
  done: boolean;
}

/** Where the portal answered, the write has ended; its nodes agree within two seconds (docspace-api §12). */
const LOOKS_AFTER_ANSWER_MS = [0, 700, 1_300];
/**
 * Where no answer came, the server may go on writing member by member for three minutes (docspace-api §13). A write waits
 * up to 25 s for its place before it is sent, and the time is counted from when it was asked for.
 */
export const MAY_STILL_WORK_MS = 205_000;
const PAUSES_MS = [2_000, 3_000, 5_000, 5_000, 10_000, 15_000];

/**
 * Finds out what became of a write.
 * @throws NotCertain when the looks do not show it in time, or fail themselves
 */
export async function settle<T>(parts: SettleParts, failed: FailedWrite, look: Verification<T>): Promise<Settled<T>> {
  const settled =
    failed.error.effect === 'answered'
      ? await afterAnswer(parts, failed, look)
      : await afterSilence(parts, failed, look);
  failed.error.release();
  return settled;
}

async function afterAnswer<T>(parts: SettleParts, { error }: FailedWrite, look: Verification<T>): Promise<Settled<T>> {
  let last: { value: T } | undefined;
  let checked = false;
  for (const pause of LOOKS_AFTER_ANSWER_MS) {
    if (!(await waited(parts, pause))) break;
    last = await tryRead(look);
    checked ||= last !== undefined;
    if (last && look.isDone(last.value)) return { value: last.value, done: true };
  }
  // Only a last look that succeeded proves that nothing was done.
  if (!last || parts.stopping?.aborted) throw new NotCertain(error, [], error, checked);
  return { value: last.value, done: false };
}

async function afterSilence<T>(
  parts: SettleParts,
  { error, sentAt }: FailedWrite,
  look: Verification<T>,
): Promise<Settled<T>> {
  let before: string | undefined;
  let checked = false;
  for (let pause = 0; ; pause += 1) {
    const found = await tryRead(look);
    checked ||= found !== undefined;
    const state = found && look.stateOf(found.value);
    const settled = state !== undefined && state === before;
    before = state;
    const age = parts.clock.now() - sentAt;
    if (found && look.isDone(found.value) && (settled || look.doneTakes === 1))
      return { value: found.value, done: true };
    if (found && settled && age >= (look.notDoneAfterMs ?? MAY_STILL_WORK_MS))
      return { value: found.value, done: look.isDone(found.value) };
    const wait = PAUSES_MS[Math.min(pause, PAUSES_MS.length - 1)] ?? 0;
    if (age + wait > look.patienceMs) throw new NotCertain(error, [], error, checked);
    if (pause === 0) look.onWaiting?.();
    if (!(await waited(parts, wait))) throw new NotCertain(error, [], error, checked);
  }
}

/** A look that fails is no look: the next one may succeed. */
async function tryRead<T>(look: Verification<T>): Promise<{ value: T } | undefined> {
  try {
    return { value: await look.read() };
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}

/** Waits; false when the app is stopping. */
async function waited({ clock, stopping }: SettleParts, ms: number): Promise<boolean> {
  if (ms > 0) await pauseUnlessAborted(clock, ms, stopping ? [stopping] : []);
  return !stopping?.aborted;
}
