/** The middle of a row of numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds one piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Two ways of doing the same, measured turn by turn so that whatever else the machine does falls on both. */
export interface Compared {
  ours: number;
  bare: number;
  ratio: number;
}

/** Medians of milliseconds over `rounds` turns, after some turns to warm up. */
export async function compare(
  rounds: number,
  ours: () => Promise<readonly number[]>,
  bare: () => Promise<readonly number[]>,
): Promise<Compared> {
  const samples = { ours: [] as number[], bare: [] as number[] };
  for (let round = -Math.ceil(rounds / 2); round < rounds; round += 1) {
    // Who begins changes from turn to turn.
    const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const side of order) {
      const times = await (side === 'ours' ? ours() : bare());
      if (round >= 0) samples[side].push(...times);
    }
  }
  const [a, b] = [median(samples.ours), median(samples.bare)];
  return { ours: a, bare: b, ratio: a / b };
}
