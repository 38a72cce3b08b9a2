import { z } from 'zod';

/** A string of so many Unicode code points, which is how Slack counts. */
export function text(max: number, min = 1) {
  return z
    .string()
    .refine((value) => [...value].length >= min, { error: `must be at least ${min} characters` })
    .refine((value) => [...value].length <= max, { error: `must be no more than ${max} characters` });
}

/** A `plain_text` object of at most so many code points. */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
}

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

/** Ids people never see: block_id, action_id, callback_id. */
export const id = text(255);

/** A link Slack would open. */
export const link = text(3000).refine((value) => URL.canParse(value) && /^(https?|mailto|slack):/.test(value), {
  error: 'must be a valid URL',
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
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
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
