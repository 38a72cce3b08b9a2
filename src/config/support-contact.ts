import { z } from 'zod';
import { EVERYONE, FORMATTING, ID_OF_SOMETHING_ELSE, IN_QUOTES, INVISIBLE, longerThan } from './text/problems.ts';

/** Who helps when the app itself is broken: in words, or as the id of a Slack account or channel. */
export type SupportSetting = { readonly name: string } | { readonly user: string } | { readonly channel: string };

/** A sentence in which it is named still fits on one line of a form. */
const LONGEST = 80;
/** What an id of Slack looks like; a name in capitals has no digit as a rule. */
const SLACK_ID = /^(?=.*\d)[A-Z][A-Z0-9]{5,}$/;

/** What is wrong with a contact, to follow "… is set, but". */
function problemOf(given: string): string | undefined {
  if (/^(["']).*\1$/.test(given)) return IN_QUOTES;
  if ([...given].length > LONGEST) return longerThan(LONGEST);
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(given)) return INVISIBLE;
  if (/[<>*~`]/.test(given)) return FORMATTING;
  if (/@(here|channel|everyone)\b/i.test(given)) return EVERYONE;
  if (SLACK_ID.test(given) && !/^[UWCG]/.test(given)) return ID_OF_SOMETHING_ELSE;
  return undefined;
}

/** The contact of `SUPPORT_CONTACT`. */
export const supportContact = z
  .string()
  .superRefine((given, context) => {
    const problem = problemOf(given);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .transform((given): SupportSetting => {
    if (!SLACK_ID.test(given)) return { name: given };
    return /^[UW]/.test(given) ? { user: given } : { channel: given };
  });
