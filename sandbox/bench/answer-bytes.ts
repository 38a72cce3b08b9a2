import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Fetch, FetchAnswer, FetchInit } from '../../src/docspace/index.ts';

interface Recorded {
  status: number;
  contentType: string;
  chunks: Uint8Array[];
}

/** Counts the bytes of all answers as a client reads them, decompressed, and keeps them to be played again. */
export class AnswerBytes {
  bytes = 0;
  calls = 0;
  readonly #recorded = new Map<string, Recorded[]>();

  /** A fetch whose answers are counted. */
  counting(fetch: Fetch): Fetch {
    return async (url, init) => {
      this.calls += 1;
      const answer = await fetch(url, init);
      const recorded: Recorded = {
        status: answer.status,
        contentType: answer.headers.get('content-type') ?? '',
        chunks: [],
      };
      const key = keyOf(url, init);
      this.#recorded.set(key, [...(this.#recorded.get(key) ?? []), recorded]);
      return { ok: answer.ok, status: answer.status, headers: answer.headers, body: this.#counted(answer, recorded) };
    };
  }

  /**
   * How much memory work takes at its peak when it gets the same answers again, without a portal in this process: what
   * it allocates and what was not freed yet, in bytes.
   */
  async memoryOfReplay(work: (fetch: Fetch) => Promise<unknown>): Promise<number> {
    collectGarbage();
    const before = usedBytes();
    let most = before;
    const measure = () => {
      most = Math.max(most, usedBytes());
    };
    await work(this.#replaying(measure));
    measure();
    return most - before;
  }

  #replaying(onChunk: () => void): Fetch {
    const left = new Map([...this.#recorded].map(([key, answers]) => [key, [...answers]]));
    return async (url, init) => {
      const recorded = left.get(keyOf(url, init))?.shift();
      if (!recorded) throw new Error(`nothing was recorded for ${init.method} ${url}`);
      const { status, contentType, chunks } = recorded;
      const body = (async function* () {
        for (const chunk of chunks) {
          onChunk();
          yield chunk;
        }
        onChunk();
      })();
      return { ok: status < 300, status, headers: new Headers({ 'Content-Type': contentType }), body };
    };
  }

  async *#counted({ body }: FetchAnswer, { chunks }: Recorded): AsyncIterable<Uint8Array> {
    for await (const chunk of body ?? []) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      this.bytes += bytes.byteLength;
      chunks.push(bytes);
      yield bytes;
    }
  }
}

/** Frees what is not in use, so that a growth of memory is what the work itself takes. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Memory that holds answers and what is made of them. */
function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function keyOf(url: string, { method, body = '' }: FetchInit): string {
  return `${method} ${url} ${body}`;
}
