import { z } from 'zod';
import { originSchema } from '../../slack/metadata.ts';
import { readViewState } from '../../slack/view-state.ts';

export const DELETE_FORM = 'delete_form';
export const DELETE_PICK = 'delete_pick';

/** Fields of the form: block id and action id of each are the same. */
export const REASON = 'delete_reason';
export const CHANNEL = 'delete_channel';

/** Longest reason, so that a card with it stays far below what Slack takes for a message. */
export const LONGEST_REASON = 500;

export const deleteMetadata = z.object({ origin: originSchema, groupId: z.uuid(), groupName: z.string() });
export type DeleteMetadata = z.infer<typeof deleteMetadata>;

/** In these scripts two characters are words: 解散 is a reason. */
const WORDS_OF_TWO = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2}$/u;

const reasonSchema = z
  .string()
  .trim()
  .refine((reason) => reason.length >= 3 || WORDS_OF_TWO.test(reason), {
    error: 'Say in a few words why, so that others can decide.',
  })
  .max(LONGEST_REASON, { error: `A reason has at most ${LONGEST_REASON} characters. Please shorten it.` });

/** Either the reason and where the thread goes, or a sentence for each field at fault. */
export type DeleteReading = { reason: string; channelId: string } | { errors: Record<string, string> };

/** Reads a submitted delete form; `channelId` is where the thread goes when the form does not ask. */
export function readDeleteForm(stateValues: unknown, channelId: string | undefined): DeleteReading {
  const state = readViewState(stateValues);
  const reason = reasonSchema.safeParse(state.text(REASON));
  const channel = channelId ?? state.conversation(CHANNEL);
  if (reason.success && channel) return { reason: reason.data, channelId: channel };
  return {
    errors: {
      ...(reason.success ? {} : { [REASON]: reason.error.issues[0]?.message ?? 'Say why.' }),
      ...(channel ? {} : { [CHANNEL]: 'Choose a channel: somebody else has to see the request.' }),
    },
  };
}
