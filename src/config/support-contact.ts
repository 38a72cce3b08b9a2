import { z } from 'zod';

/** Who helps when the app itself is broken: in words, or as the id of a Slack account or channel. */
export type SupportSetting = { readonly name: string } | { readonly user: string } | { readonly channel: string };

/** A sentence in which it is named still fits on one line of a form. */
const LONGEST = 80;
/** What an id of Slack looks like; a name in capitals has no digit as a rule. */
const SLACK_ID = /^(?=.*\d)[A-Z][A-Z0-9]{5,}$/;

/** What is wrong with a contact, to follow "… is set, but". */
function problemOf(given: string): string | undefined {
  if (/^(["']).*\1$/.test(given)) return 'begins and ends with quotation marks';
  if ([...given].length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(given)) return 'holds a line break or an invisible character';
  if (/[<>*~`]/.test(given)) return 'holds one of < > * ~ `, which Slack reads as formatting';
  if (/@(here|channel|everyone)\b/i.test(given)) return 'mentions everyone in a channel';
  if (SLACK_ID.test(given) && !/^[UWCG]/.test(given))
    return 'is a Slack id, but not of a person (U…, W…) or a channel (C…)';
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
