import { z } from 'zod';

/** Longest name, in UTF-16 units, as the portal counts (docspace-api, validation matrix). */
export const LONGEST_NAME = 128;

/** A group's name as the portal can keep it: trimmed, 1 to 128 units, one line, no emoji. */
export const groupNameSchema = z
  .string()
  .trim()
  .min(1, { error: 'Give the group a name.' })
  .max(LONGEST_NAME, { error: `A name has at most ${LONGEST_NAME} characters. Please shorten it.` })
  .refine((name) => !/\p{Cc}/u.test(name), { error: 'A name is one line of text. Please take the line break out.' })
  // Portals on MySQL keep three-byte characters only: a name with an emoji fails there with a server error.
  .refine((name) => !/[\u{10000}-\u{10ffff}]/u.test(name), {
    error: 'DocSpace cannot keep emoji in names. Please use letters instead.',
  });
