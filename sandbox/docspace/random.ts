/** A small random generator (mulberry32) that gives the same row for the same seed. */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DIGITS = '0123456789abcdef';

/** Version 4 UUIDs out of a random generator. */
export function uuidsBy(random: () => number): () => string {
  const hex = (length: number) => {
    let text = '';
    while (text.length < length) text += DIGITS[Math.floor(random() * 16)];
    return text;
  };
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
