import { setImmediate as nextTurn } from 'node:timers/promises';

/** Most members one piece of work handles: sorting or storing 10,000 at once would hold up acknowledgements. */
export const CHUNK_SIZE = 500;

/** Goes through a list piece by piece; what else the process has to do gets its turn in between. */
export async function* inChunks<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < items.length; from += CHUNK_SIZE) {
    if (from > 0) await nextTurn();
    yield items.slice(from, from + CHUNK_SIZE);
  }
}

/** Different texts in the order of their UTF-16 units, piece by piece. */
export async function* sortedChunks(texts: readonly string[]): AsyncGenerator<readonly string[]> {
  const runs: { sorted: string[]; at: number }[] = [];
  for await (const chunk of inChunks(texts)) runs.push({ sorted: [...chunk].sort(), at: 0 });
  for await (const { length } of inChunks(texts)) yield Array.from({ length }, () => takeSmallest(runs));
}

/** The smallest text that was not taken yet, of lists that are each sorted. */
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
