import { empty, type PortalAnswer } from './answer.ts';
import { bareProblem, shapeA, shapeB } from './errors.ts';

/** Ways in which a portal, or what stands before it, makes life difficult. */
export type PortalTrouble = TroubleKind & {
  method?: string;
  /** Tested against the path below `/api/2.0`, with its query. */
  path?: RegExp;
  /** How many calls it meets; undefined: all. */
  times?: number;
};

type TroubleKind =
  | {
      kind: 'status';
      status: number;
      /** Whole seconds; the usual 429 of a portal carries none. */
      retryAfter?: number;
      /** A proxy's page instead of the portal's answer. */
      html?: boolean;
      /** Which body; by default empty for 401, 403 and 429, shape A for the others. */
      error?: 'A' | 'B' | 'problem' | 'empty';
    }
  /** A success whose body is an error. */
  | { kind: 'error-in-success' }
  /** A success that nobody expects: some other JSON, or this very text. */
  | { kind: 'garbage'; text?: string }
  /** The call is performed, after so many milliseconds of the portal's clock. */
  | { kind: 'slow'; ms: number }
  /** Never answers. */
  | { kind: 'hang' }
  /** Breaks the connection instead of working, or after the work is done. */
  | { kind: 'drop' }
  | { kind: 'drop-after' };

type StatusTrouble = Extract<PortalTrouble, { kind: 'status' }>;

/** Troubles that are switched on: a slow portal is slow with any other, of the others the first that fits wins. */
export class TroubleDesk {
  readonly #troubles: { trouble: PortalTrouble; left: number }[] = [];

  /** Switches a trouble on; the answer switches it off. */
  set(trouble: PortalTrouble): () => void {
    const entry = { trouble, left: trouble.times ?? Number.POSITIVE_INFINITY };
    this.#troubles.push(entry);
    return () => {
      const at = this.#troubles.indexOf(entry);
      if (at >= 0) this.#troubles.splice(at, 1);
    };
  }

  clear(): void {
    this.#troubles.splice(0);
  }

  /** How long a call is kept waiting, in milliseconds, counted down; whatever else is switched on comes after it. */
  takeDelay(method: string, path: string): number {
    const trouble = this.#take(method, path, true);
    return trouble?.kind === 'slow' ? trouble.ms : 0;
  }

  /** The trouble a call meets, counted down. */
  take(method: string, path: string): PortalTrouble | undefined {
    return this.#take(method, path, false);
  }

  #take(method: string, path: string, slow: boolean): PortalTrouble | undefined {
    const entry = this.#troubles.find(
      ({ trouble, left }) =>
        left > 0 &&
        (trouble.kind === 'slow') === slow &&
        (trouble.method ?? method) === method &&
        (trouble.path === undefined || path.search(trouble.path) >= 0),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.trouble;
  }
}

const BROKEN = 'Something failed inside';
const HTML =
  '<html>\r\n<head><title>Error</title></head>\r\n<body><center><h1>Error</h1></center></body>\r\n</html>\r\n';

/** What a trouble answers by itself at a moment; undefined when it does something else. */
export function troubleAnswer(
  trouble: PortalTrouble,
  link: { href: string; method: string },
  now: number,
): PortalAnswer | undefined {
  if (trouble.kind === 'garbage') {
    if (trouble.text === undefined) return { status: 200, json: { anything: 'else' } };
    return { status: 200, raw: { type: 'application/json; charset=utf-8', text: trouble.text } };
  }
  if (trouble.kind === 'error-in-success') return { ...shapeA(500, BROKEN, 'System.Exception'), status: 200 };
  if (trouble.kind !== 'status') return undefined;
  const { status, html } = trouble;
  const headers = headersFor(trouble, now);
  if (html) return { status, headers, raw: { type: 'text/html', text: HTML } };
  return { ...bodyFor(trouble, link), status, headers };
}

/**
 * The limit by the minute says how much it allows and nothing about when; only the one by the day says when it ends, and
 * how long to wait (docspace-api §6).
 */
function headersFor({ status, retryAfter }: StatusTrouble, now: number): Record<string, string> {
  const wait: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  if (status !== 429) return wait;
  const remaining = { 'X-RateLimit-Remaining': '0', ...wait };
  if (retryAfter === undefined) return { 'X-RateLimit-Limit': '1500', ...remaining };
  const reset = Math.ceil(now / 1000) + retryAfter;
  return { 'X-RateLimit-Limit': '10000', 'X-RateLimit-Reset': String(reset), ...remaining };
}

function bodyFor({ status, error }: StatusTrouble, link: { href: string; method: string }): PortalAnswer {
  const kind = error ?? ([401, 403, 429].includes(status) ? 'empty' : 'A');
  if (kind === 'empty') return empty(status);
  if (kind === 'B') return shapeB({ '': [BROKEN] }, link);
  if (kind === 'problem') return bareProblem(status);
  if (status === 403) return shapeA(403, 'Access denied', 'ASC.Common.Security.Authorizing.AuthorizingException');
  return shapeA(status, BROKEN, 'System.Exception');
}
