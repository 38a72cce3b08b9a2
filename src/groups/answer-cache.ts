/** How much is remembered, and for how long. */
export interface CacheLimits {
  entries: number;
  /** Of the answers as JSON. */
  bytes: number;
  lifeMs: number;
}

interface Entry<T> {
  answer: Promise<T>;
  until: number;
  /** 0 while the answer is on its way. */
  bytes: number;
  /** How many still wait for the answer. */
  waiting: number;
  stop: AbortController;
}

/** Remembers answers for a short while; the same question asked meanwhile waits for the same answer. */
export interface AnswerCache<T> {
  /** `load` is aborted when all who wait for it have gone; an answer that failed is forgotten. */
  get(key: string, load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** An empty cache. */
export function createAnswerCache<T>(clock: { now(): number }, limits: CacheLimits): AnswerCache<T> {
  const entries = new Map<string, Entry<T>>();
  const forget = (key: string, entry: Entry<T>) => {
    if (entries.get(key) === entry) entries.delete(key);
  };

  /** Drops what is too old, then the oldest until the rest is within the limits. */
  const tidy = () => {
    for (const [key, entry] of entries) if (entry.until <= clock.now()) entries.delete(key);
    let bytes = [...entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of entries) {
      if (entries.size <= limits.entries && bytes <= limits.bytes) return;
      entries.delete(key);
      bytes -= entry.bytes;
    }
  };

  const ask = (key: string, load: (signal: AbortSignal) => Promise<T>): Entry<T> => {
    const stop = new AbortController();
    const entry = { answer: load(stop.signal), until: clock.now() + limits.lifeMs, bytes: 0, waiting: 0, stop };
    entries.set(key, entry);
    entry.answer.then(
      (answer) => {
        entry.bytes = Buffer.byteLength(JSON.stringify(answer));
        tidy();
      },
      () => forget(key, entry),
    );
    return entry;
  };

  return {
    get(key, load, signal) {
      tidy();
      const entry = entries.get(key) ?? ask(key, load);
      const leave = () => {
        entry.waiting -= 1;
        if (entry.waiting > 0 || entry.bytes > 0) return;
        forget(key, entry);
        entry.stop.abort();
      };
      entry.waiting += 1;
      signal?.addEventListener('abort', leave, { once: true });
      entry.answer.then(
        () => signal?.removeEventListener('abort', leave),
        () => signal?.removeEventListener('abort', leave),
      );
      return entry.answer;
    },
  };
}
