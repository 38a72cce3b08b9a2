import { z } from 'zod';
import { readViewState } from '../../slack/view-state.ts';
import { CHOOSE_A_CHANNEL } from '../text.ts';
import { reasonTooLong, SAY_WHY } from './text.ts';

export const DELETE_FORM = 'delete_form';
export const DELETE_PICK = 'delete_pick';

/** Fields of the form, by their names, which are their action ids too. */
export const REASON = 'delete_reason';
export const CHANNEL = 'delete_channel';

/** Longest reason, so that a card with it stays far below what Slack takes for a message. */
export const LONGEST_REASON = 500;

/** The form carries nothing but the id of its draft. */
export const deleteMetadata = z.object({ draft: z.uuid() });

/** In these scripts two characters are words: 解散 is a reason. */
const WORDS_OF_TWO = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2}$/u;

const reasonSchema = z
  .string()
  .trim()
  .refine((reason) => reason.length >= 3 || WORDS_OF_TWO.test(reason), {
    error: SAY_WHY,
  })
  .max(LONGEST_REASON, { error: reasonTooLong(LONGEST_REASON) });

/** The values that were filled in. */
export interface DeleteValues {
  reason: string;
  channel: string;
}

/** Either what was filled in, or a sentence for each field at fault. */
export type DeleteReading = DeleteValues | { errors: Record<string, string> };

/**
 * Reads a submitted delete form. A channel the installation names goes before what the form's state carries; without
 * one, the form's own field goes before the channel the form was opened in.
 */
export function readDeleteForm(
  stateValues: unknown,
  { fixed, here }: { fixed: string | undefined; here: string | undefined },
): DeleteReading {
  const state = readViewState(stateValues);
  const reason = reasonSchema.safeParse(state.text(REASON));
  const channel = fixed ?? state.conversation(CHANNEL) ?? here;
  if (reason.success && channel) return { reason: reason.data, channel };
  return {
    errors: {
      ...(reason.success ? {} : { [REASON]: reason.error.issues[0]?.message ?? SAY_WHY }),
      ...(channel ? {} : { [CHANNEL]: CHOOSE_A_CHANNEL }),
    },
  };
}
