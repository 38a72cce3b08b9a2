/** Something put into a field that the sandbox should hear of. */
export interface Put<Value> {
  key: string;
  value: Value;
}

/**
 * Sends the values of fields to the sandbox: the newest of each field only, after a pause for typing. What could not be
 * told is told again by the next `flush`, so a form never goes off with less than what the person sees in it.
 */
export class PutQueue<Value> {
  readonly #send: (put: Put<Value>) => Promise<unknown>;
  readonly #waiting = new Map<string, { value: Value; timer: ReturnType<typeof setTimeout> | undefined }>();
  readonly #underWay = new Set<Promise<void>>();
  #isKept: (key: string) => boolean = () => true;

  constructor(send: (put: Put<Value>) => Promise<unknown>) {
    this.#send = send;
  }

  add(put: Put<Value>, pause: number): void {
    clearTimeout(this.#waiting.get(put.key)?.timer);
    const timer = setTimeout(() => this.#tell(put.key), pause);
    this.#waiting.set(put.key, { value: put.value, timer });
  }

  /** Tells everything now; throws when something could not be told. */
  async flush(): Promise<void> {
    await Promise.all(this.#underWay);
    for (const key of [...this.#waiting.keys()]) this.#tell(key);
    await Promise.all(this.#underWay);
    if (this.#waiting.size > 0) throw new Error('what was put into the form could not be told');
  }

  /** Forgets what waits for fields that are no more, now and when telling it fails later. */
  keepOnly(kept: (key: string) => boolean): void {
    this.#isKept = kept;
    for (const [key, { timer }] of this.#waiting) {
      if (kept(key)) continue;
      clearTimeout(timer);
      this.#waiting.delete(key);
    }
  }

  #tell(key: string): void {
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    const { value, timer } = waiting;
    clearTimeout(timer);
    this.#waiting.delete(key);
    const told = this.#send({ key, value }).then(
      () => undefined,
      () => {
        if (this.#isKept(key) && !this.#waiting.has(key)) this.#waiting.set(key, { value, timer: undefined });
      },
    );
    const underWay = told.finally(() => this.#underWay.delete(underWay));
    this.#underWay.add(underWay);
  }
}
