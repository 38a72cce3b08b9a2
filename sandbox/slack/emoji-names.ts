import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** Slack's own short names by code points, as the maintainer of Slack's emoji keeps them; the page draws by the same file. */
const DATA = 'emojibase-data/en/shortcodes/iamcal.json';

const shape = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The short name of every emoji, by the emoji without the sign that asks for its colored form. */
export function emojiNames(): ReadonlyMap<string, string> {
  const text = readFileSync(createRequire(import.meta.url).resolve(DATA), 'utf8');
  return new Map(
    Object.entries(shape.parse(JSON.parse(text))).flatMap(([code, names]) => {
      const points = code.split('-').map((hex) => Number.parseInt(hex, 16));
      const [name] = [names].flat();
      return name === undefined ? [] : [[String.fromCodePoint(...points).replaceAll('\u{fe0f}', ''), name] as const];
    }),
  );
}
