import { z } from 'zod';

/** A string of so many Unicode code points, which is how Slack counts; it says its maxima as one more. */
export function text(max: number, min = 1) {
  return z.string().superRefine((value, refuse) => {
    const got = [...value].length;
    if (got < min) refuse.addIssue(broken('min_length', `must be more than ${min - 1} characters`, min, got));
    if (got > max) refuse.addIssue(broken('max_length', `must be less than ${max + 1} characters`, max, got));
  });
}

/** A rule of Slack's that zod has no check for, in Slack's words. */
export function broken(type: string, message: string, expected: unknown, got: unknown) {
  return { code: 'custom' as const, message, params: { constraint: { type, expected, got } } };
}

/** The longest text an object holds where its place sets no other limit (docs: text object). */
export const LONGEST_TEXT = 3000;

/** A `plain_text` object of at most so many code points. */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
}

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', textObjects(max));
}

/** The two kinds of text object, for unions with others. */
export function textObjects(max: number) {
  return [plainText(max), mrkdwn(max)] as const;
}

/** Ids people never see: block_id, action_id, callback_id. */
export const id = text(255);

/** A link Slack would open. */
export const link = text(3000).superRefine((value, refuse) => {
  const opens = URL.canParse(value) && /^(https?|mailto|slack):/.test(value);
  if (!opens) refuse.addIssue(broken('format', 'input must be a valid: url', 'url', value));
});

/** A question asked in the client before an action is sent. */
export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** One choice; Slack documents 75 for text and description, and 150 for the value. */
export const option = z.strictObject({
  text: plainText(75),
  value: text(150),
  description: plainText(75).optional(),
});

/** One choice of checkboxes and radio buttons, whose text may be mrkdwn. */
export const markedOption = z.strictObject({
  text: anyText(75),
  value: text(150),
  description: anyText(75).optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .max(2),
});

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

/** A choice as fields hold it; in checkboxes and radio buttons its text may be mrkdwn. */
export type Option = z.infer<typeof markedOption>;
