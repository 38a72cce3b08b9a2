/**
 * The retry policy:
 *
 * | ended with                         | reads                | writes (PUT, DELETE and POST alike) |
 * | ---------------------------------- | -------------------- | ----------------------------------- |
 * | never arrived, 429                 | up to four attempts  | up to four attempts                 |
 * | connection broke, 502, 503, 504    | up to four attempts  | never: it may still be carried out  |
 * | no answer in time                  | once more            | never                               |
 * | fault of the portal itself (500)   | once more            | never                               |
 * | a list with a damaged group        | by damaged-lists.ts  |                                     |
 * | everything else                    | never                | never                               |
 */
const ATTEMPTS = {
  refused: { read: 4, write: 4 },
  broken: { read: 4, write: 1 },
  slow: { read: 2, write: 1 },
  fault: { read: 2, write: 1 },
  final: { read: 1, write: 1 },
} as const;

/**
 * How an attempt failed: `refused` before anything was done, connection `broken`, too `slow`, an internal `fault` of the portal
 * (a transient database fault causes one per pooled connection), or `final`.
 */
export type FailureKind = keyof typeof ATTEMPTS;

/** A failed attempt, as far as the next one depends on it. */
export interface Failure {
  kind: FailureKind;
  status?: number;
  retryAfterMs?: number;
}

const FIRST_PAUSE_MS = 250;
/** The usual 429 has no `Retry-After`; its window slides over a minute, so a shorter pause does not help (docspace-api §6). */
const FIRST_PAUSE_AFTER_429_MS = 1_000;

/** Whether the same call can be sent again after this number of attempts. */
export function mayRepeat(method: string, { kind }: Failure, attempts: number): boolean {
  return attempts < ATTEMPTS[kind][method === 'GET' ? 'read' : 'write'];
}

/** Milliseconds to wait before attempt number `next` (2 and up): `Retry-After`, otherwise exponential with jitter. */
export function pauseBefore(next: number, { status, retryAfterMs }: Failure, random: () => number): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const full = (status === 429 ? FIRST_PAUSE_AFTER_429_MS : FIRST_PAUSE_MS) * 2 ** (next - 2);
  return Math.round(full / 2 + (full / 2) * random());
}

/** Parses `Retry-After`: whole seconds or a date (RFC 9110 §10.2.3). */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
