import type { Fetch } from '../../src/docspace/index.ts';

/** A call as the group service sent it. */
export interface SentCall {
  method: string;
  url: string;
  init: Parameters<Fetch>[1];
  /** Whether it was sent while the call before it was under way. */
  concurrent: boolean;
}

/** A deadline for each bare call, as no program would call a server without one. */
const DEADLINE_MS = 10_000;

/** A fetch that writes down what it sends. */
export function recording(send: Fetch, sent: SentCall[]): Fetch {
  let underWay = 0;
  return async (url, init) => {
    const { signal: _deadline, ...plain } = init;
    sent.push({ method: init.method, url, init: plain, concurrent: underWay > 0 });
    underWay += 1;
    try {
      return await send(url, init);
    } finally {
      underWay -= 1;
    }
  };
}

/**
 * Sends the same calls again with a deadline each and nothing else, concurrent ones concurrently, and about
 * another group: `idOf` reads its id from the answer to the POST that creates it; `id` is the group's where none does.
 */
export async function repeat(
  sent: readonly SentCall[],
  {
    oldId,
    id: first = oldId,
    send,
    idOf,
  }: { oldId: string; id?: string; send: Fetch; idOf?: (json: unknown) => string },
): Promise<void> {
  let id = first;
  let underWay: Promise<unknown>[] = [];
  for (const { method, url, init, concurrent } of sent) {
    if (!concurrent) {
      await Promise.all(underWay);
      underWay = [];
    }
    const answer = withDeadline((signal) => send(url.replaceAll(oldId, id), { ...init, signal }).then(readJson));
    underWay.push(answer);
    if (method === 'POST' && idOf) id = idOf(await answer);
  }
  await Promise.all(underWay);
}

async function withDeadline<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), DEADLINE_MS);
  try {
    return await call(over.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function readJson({ body }: Awaited<ReturnType<Fetch>>): Promise<unknown> {
  let text = '';
  for await (const chunk of body ?? []) text += chunk;
  return text ? JSON.parse(text) : undefined;
}

/** Does something for each, so many at a time. */
export async function sideBySide<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    for (let n = next++; n < items.length; n = next++) {
      const item = items[n];
      if (item !== undefined) await work(item, n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
}

/** A call in short: its method and path, without the id in it. */
export const shapeOf = ({ method, url }: SentCall): string =>
  `${method} ${new URL(url).pathname.slice(8).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}')}`;
