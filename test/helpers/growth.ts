const [SMALL, LARGE] = [4_000, 32_000];

/**
 * How much more work a text eight times as long takes: about 8 where the work grows as the text does, 64 where it grows
 * with its square. Both sizes are measured in the same run, so that a slow machine changes neither.
 */
export function growthOf(text: (length: number) => string, work: (text: string) => unknown): number {
  return leastTime(text(LARGE), work) / leastTime(text(SMALL), work);
}

/** Between what is linear and what is not, with room for the noise of a busy machine. */
export const LINEAR = 28;

function leastTime(text: string, work: (text: string) => unknown): number {
  const rounds = Array.from({ length: 9 }, () => {
    const began = performance.now();
    for (let repeated = 0; repeated < 3; repeated += 1) work(text);
    return performance.now() - began;
  });
  // A fixed part keeps work that is hardly measurable from looking like growth.
  return Math.min(...rounds) + 0.05;
}
