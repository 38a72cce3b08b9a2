/** What a row asks Slack to take: the blocks of a message, or a view. */
export type Asked = { blocks: readonly object[] } | { view: object };

/** One limit of Block Kit: so much is taken, one more is refused, and so is one less than the least. */
export interface LimitRow {
  /** What is limited, as the contract calls it. */
  what: string;
  counts: 'characters' | 'items' | 'number';
  least?: number;
  most?: number;
  /** A message or view with so much of it. */
  make(amount: number): Asked;
  /** Where Slack sees the fault: from the first block or from the view on. */
  pointer: string;
}

/** One try of a row. */
export interface LimitCase {
  name: string;
  asked: Asked;
  /** Slack's words for what is wrong and where; absent where it is taken. */
  refused?: { message: string; pointer: string };
}

/** A row's tries: one below, at and above each of its limits. */
export function casesOf(row: LimitRow): LimitCase[] {
  const { least, most } = row;
  const tries = [
    ...(least === undefined ? [] : [...(least > 0 || row.counts === 'number' ? [least - 1] : []), least, least + 1]),
    ...(most === undefined ? [] : [most - 1, most, most + 1]),
  ];
  return [...new Set(tries)].map((amount) => {
    const message = wordsOf(row, amount);
    const fate = message === undefined ? 'are taken' : 'are refused';
    const asked = row.make(amount);
    const name = `${row.what}: ${amount} ${fate}`;
    return message === undefined ? { name, asked } : { name, asked, refused: { message, pointer: row.pointer } };
  });
}

function wordsOf({ counts, least = 0, most = Number.POSITIVE_INFINITY }: LimitRow, amount: number): string | undefined {
  if (amount > most)
    return {
      characters: `must be less than ${most + 1} characters`,
      items: `no more than ${most} items allowed`,
      number: `must be less than ${most}`,
    }[counts];
  if (amount < least)
    return {
      characters: `must be more than ${least - 1} characters`,
      items: `must provide at least ${least} items`,
      number: `must be greater than ${least}`,
    }[counts];
  return undefined;
}
