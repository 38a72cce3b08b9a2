import type { PortalAnswer } from './answers.ts';

/** Ways in which a portal, or what stands before it, makes life difficult. */
export type PortalTrouble = (
  | { kind: 'status'; status: number; retryAfter?: number; html?: boolean }
  /** A success whose body is an error. */
  | { kind: 'error-in-success' }
  | { kind: 'garbage' }
  | { kind: 'slow'; ms: number }
  /** Never answers. */
  | { kind: 'hang' }
  /** Breaks the connection instead of working, or after the work is done. */
  | { kind: 'drop' }
  | { kind: 'drop-after' }
) & { method?: string; path?: RegExp; times?: number };

/** A call that is held before it is performed. */
export interface HeldCall {
  method: string;
  path: string;
  /** Lets the call go on. */
  release(): void;
  /** Never answers it. */
  abandon(): void;
}

/** Troubles and holds, in the order they were asked for. */
export class TroubleDesk {
  readonly #troubles: PortalTrouble[] = [];
  readonly #holds: { method: string; path: RegExp; caught: (held: HeldCall) => void }[] = [];

  /** Switches a trouble on; the answer switches it off. */
  set(trouble: PortalTrouble): () => void {
    this.#troubles.push(trouble);
    return () => {
      const at = this.#troubles.indexOf(trouble);
      if (at >= 0) this.#troubles.splice(at, 1);
    };
  }

  clear(): void {
    this.#troubles.splice(0);
  }

  /** Resolves with the next matching call, held before anything is done. */
  next(method: string, path: RegExp): Promise<HeldCall> {
    return new Promise((caught) => this.#holds.push({ method, path, caught }));
  }

  take(method: string, path: string): PortalTrouble | undefined {
    const found = this.#troubles.find(
      (trouble) =>
        (trouble.method ?? method) === method && (trouble.path?.test(path) ?? true) && (trouble.times ?? 1) > 0,
    );
    if (found?.times !== undefined) found.times -= 1;
    return found;
  }

  /** Waits while somebody holds this call; false when it shall never be answered. */
  hold(method: string, path: string): Promise<boolean> {
    const at = this.#holds.findIndex((hold) => hold.method === method && hold.path.test(path));
    const [hold] = at >= 0 ? this.#holds.splice(at, 1) : [];
    if (!hold) return Promise.resolve(true);
    return new Promise((resolve) =>
      hold.caught({ method, path, release: () => resolve(true), abandon: () => resolve(false) }),
    );
  }
}

/** What a trouble answers by itself; undefined when it does something else. */
export function troubleAnswer(trouble: PortalTrouble): PortalAnswer | undefined {
  if (trouble.kind === 'garbage') return { status: 200, body: { anything: 'else' } };
  if (trouble.kind === 'error-in-success')
    return {
      status: 200,
      body: {
        error: { message: 'Something failed inside', type: 'System.Exception', stack: '   at …', hresult: 0 },
        status: 1,
        statusCode: 500,
      },
    };
  if (trouble.kind !== 'status') return undefined;
  const after: Record<string, string> =
    trouble.retryAfter === undefined ? {} : { 'Retry-After': String(trouble.retryAfter) };
  if (trouble.status === 429)
    return { status: 429, headers: { 'X-RateLimit-Limit': '1500', 'X-RateLimit-Remaining': '0', ...after } };
  if (trouble.html)
    return { status: trouble.status, body: '<html><body><h1>Bad Gateway</h1></body></html>', headers: after };
  if (trouble.status === 401 || trouble.status === 403) return { status: trouble.status };
  const error = {
    message: 'Something failed inside',
    type: 'System.Exception',
    stack: '   at ASC.Api.Server()',
    hresult: -2146233088,
  };
  return { status: trouble.status, body: { error, status: 1, statusCode: trouble.status }, headers: after };
}
