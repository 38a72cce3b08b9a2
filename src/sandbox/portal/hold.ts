import type { PortalAnswer } from './answer.ts';

/** A call that is held; until `perform` or `release` nothing has been done. */
export interface HeldCall {
  method: string;
  /** Below `/api/2.0`, with its query. */
  path: string;
  /** Does the work and keeps the answer back until `release`. */
  perform(): void;
  /** Does the work, if that has not happened, and answers. */
  release(): void;
  /** Never answers it. */
  abandon(): void;
}

/** Holds that somebody asked for, in order. */
export class HoldDesk {
  readonly #holds: { method: string; path: RegExp; caught: (held: HeldCall) => void }[] = [];

  /** Resolves with the next matching call, held before anything is done. */
  next(method: string, path: RegExp): Promise<HeldCall> {
    return new Promise((caught) => this.#holds.push({ method, path, caught }));
  }

  /** Answers a call, at once or when whoever holds it lets go; undefined when it shall never be answered. */
  pass(method: string, path: string, perform: () => PortalAnswer): Promise<PortalAnswer | undefined> {
    const at = this.#holds.findIndex((hold) => hold.method === method && path.search(hold.path) >= 0);
    const [hold] = at >= 0 ? this.#holds.splice(at, 1) : [];
    if (!hold) return Promise.resolve(perform());
    return new Promise((resolve) => {
      let answer: PortalAnswer | undefined;
      const performed = () => {
        answer ??= perform();
        return answer;
      };
      hold.caught({
        method,
        path,
        perform: () => void performed(),
        release: () => resolve(performed()),
        abandon: () => resolve(undefined),
      });
    });
  }
}
