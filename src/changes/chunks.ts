import { setImmediate as nextTurn } from 'node:timers/promises';

/** Members per chunk: sorting or storing 10,000 at once would delay acknowledgements. */
export const CHUNK_SIZE = 500;

/** Iterates over a list in chunks and yields to the event loop between them. */
export async function* inChunks<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < items.length; from += CHUNK_SIZE) {
    if (from > 0) await nextTurn();
    yield items.slice(from, from + CHUNK_SIZE);
  }
}

/** Sorts distinct texts by UTF-16 code units: a merge sort in chunks. */
export async function* sortedChunks(texts: readonly string[]): AsyncGenerator<readonly string[]> {
  const runs: { sorted: string[]; at: number }[] = [];
  for await (const chunk of inChunks(texts)) runs.push({ sorted: [...chunk].sort(), at: 0 });
  for await (const { length } of inChunks(texts)) yield Array.from({ length }, () => takeSmallest(runs));
}

/** Removes and returns the smallest text of several sorted runs. */
function takeSmallest(runs: { sorted: string[]; at: number }[]): string {
  let smallest: { text: string; run: { at: number } } | undefined;
  for (const run of runs) {
    const text = run.sorted[run.at];
    if (text !== undefined && (smallest === undefined || text < smallest.text)) smallest = { text, run };
  }
  if (!smallest) return '';
  smallest.run.at += 1;
  return smallest.text;
}
