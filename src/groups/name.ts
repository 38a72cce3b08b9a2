import { z } from 'zod';
import { listed } from '../slack/text.ts';
import { EMOJI_CODES, plainSigns } from './fold.ts';

/** Longest name, in UTF-16 units, as the portal counts (docspace-api, validation matrix). */
export const LONGEST_NAME = 128;
/** How many characters a refusal names. */
const MOST_NAMED = 3;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters outside the BMP, each once: the portal's database has no place for them, and answers with a server error. */
function unstorable(name: string): string[] {
  const all = [...characters.segment(name)].map(({ segment }) => segment);
  return [...new Set(all.filter((character) => /[\u{10000}-\u{10ffff}]/u.test(character)))];
}

function emojiCodes(name: string): string[] {
  return [...new Set([...name.matchAll(EMOJI_CODES)].map(([code]) => code))];
}

/** A group's name as the portal can keep it: trimmed, 1 to 128 units, one line, no emoji. */
export const groupNameSchema = z
  .string()
  .trim()
  .refine((name) => plainSigns(name) !== '', { error: 'Give the group a name.', abort: true })
  .max(LONGEST_NAME, { error: `A name has at most ${LONGEST_NAME} characters. Please shorten it.` })
  .refine((name) => !/\p{Cc}/u.test(name), { error: 'A name is one line of text. Please take the line break out.' })
  .refine((name) => unstorable(name).length === 0, {
    error: ({ input }) => `DocSpace can't store ${listed(unstorable(String(input)).slice(0, MOST_NAMED))}.`,
  })
  // Slack turns emoji into their codes, which nobody wants to read in a name.
  .refine((name) => emojiCodes(name).length === 0, {
    error: ({ input }) => `DocSpace can't store emoji such as ${emojiCodes(String(input))[0]}.`,
  });
