/** What is sent again, and when. */

/** How an attempt ended without a usable answer. */
export type Trouble =
  | { kind: 'status'; status: number; retryAfterMs?: number }
  /** The connection was refused or the host not found: nothing arrived. */
  | { kind: 'never-arrived' }
  /** The connection broke: the request may have arrived. */
  | { kind: 'broken' }
  /** The attempt's own deadline passed. */
  | { kind: 'slow' };

/** GET, PUT and DELETE change nothing by being repeated (docspace-api §6); POST makes a second group. */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE']);
const REPEATABLE_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** At most this many attempts in all. */
export const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** The usual 429 carries no `Retry-After`; its window slides over a minute, so hurrying is in vain (docspace-api §6). */
const FIRST_PAUSE_AFTER_429_MS = 1_000;

/** Whether the same call may be sent again. */
export function mayRepeat(method: string, trouble: Trouble): boolean {
  const surelyNotDone = trouble.kind === 'never-arrived' || (trouble.kind === 'status' && trouble.status === 429);
  if (!REPEATABLE.has(method)) return surelyNotDone;
  return trouble.kind === 'status' ? REPEATABLE_STATUS.has(trouble.status) : true;
}

/** Whether the portal may have carried out a write although no usable answer came. */
export function mayHaveHappened(method: string, trouble: Trouble): boolean {
  if (method === 'GET' || trouble.kind === 'never-arrived') return false;
  return trouble.kind !== 'status' || trouble.status >= 500;
}

/** Milliseconds to wait before attempt number `next` (2 and up): the portal's wish, else doubling with jitter. */
export function pauseBefore(next: number, trouble: Trouble, random: () => number): number {
  const status = trouble.kind === 'status' ? trouble : undefined;
  if (status?.retryAfterMs !== undefined) return status.retryAfterMs;
  const full = (status?.status === 429 ? FIRST_PAUSE_AFTER_429_MS : FIRST_PAUSE_MS) * 2 ** (next - 2);
  return Math.round(full / 2 + (full / 2) * random());
}

/** Reads `Retry-After`: whole seconds or a date (RFC 9110 §10.2.3). */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
