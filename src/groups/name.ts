import { z } from 'zod';
import { listed } from '../slack/text.ts';
import { EMOJI_CODES, plainSigns } from './fold.ts';
import { cannotStore, cannotStoreEmoji, NAME_MISSING, NAME_TWO_LINES, nameTooLong } from './text/groups.ts';

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
  .refine((name) => plainSigns(name) !== '', { error: NAME_MISSING, abort: true })
  .max(LONGEST_NAME, { error: nameTooLong(LONGEST_NAME) })
  .refine((name) => !/\p{Cc}/u.test(name), { error: NAME_TWO_LINES })
  .refine((name) => unstorable(name).length === 0, {
    error: ({ input }) => cannotStore(listed(unstorable(String(input)).slice(0, MOST_NAMED))),
  })
  // Slack turns emoji into their codes, which nobody wants to read in a name.
  .refine((name) => emojiCodes(name).length === 0, {
    error: ({ input }) => cannotStoreEmoji(emojiCodes(String(input))[0] ?? ''),
  });
