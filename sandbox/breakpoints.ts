/** A call that is held; until `perform` or `release` nothing has been done. */
export interface HeldCall {
  method: string;
  /** As the breakpoint names it: a path with its query, or a Web API method. */
  path: string;
  /** Does the work and keeps the answer back until `release`. */
  perform(): void;
  /** Does the work, if that has not happened, and answers. */
  release(): void;
  /** Never answers it. */
  abandon(): void;
}

/** Breakpoints in the order they were set: a test stops the sandbox at one call and checks what is there. */
export class Breakpoints<Answer> {
  readonly #holds: { method: string; path: RegExp; caught: (held: HeldCall) => void }[] = [];

  /** Resolves with the next matching call, held before anything is done. */
  next(method: string, path: RegExp): Promise<HeldCall> {
    return new Promise((caught) => this.#holds.push({ method, path, caught }));
  }

  /** Answers a call, at once or when it is released; undefined when it is never answered. */
  pass(method: string, path: string, perform: () => Answer): Promise<Answer | undefined> {
    const at = this.#holds.findIndex((hold) => hold.method === method && path.search(hold.path) >= 0);
    const [hold] = at >= 0 ? this.#holds.splice(at, 1) : [];
    if (!hold) return Promise.resolve(perform());
    return new Promise((resolve) => {
      let answer: { given: Answer } | undefined;
      const performed = () => {
        answer ??= { given: perform() };
        return answer.given;
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
