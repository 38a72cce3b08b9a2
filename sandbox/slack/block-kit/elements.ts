import { z } from 'zod';
import {
  confirm,
  conversationFilter,
  id,
  link,
  markedOption,
  option,
  optionGroup,
  plainText,
  text,
} from './composition.ts';
import { asking, common, focusable } from './element-parts.ts';
import { datepicker, datetimepicker, timepicker } from './pickers.ts';
import { typedInputs } from './typed-inputs.ts';

const several = { ...asking, max_selected_items: z.int().min(1).optional() };

export const button = z.strictObject({
  type: z.literal('button'),
  ...common,
  text: plainText(75),
  value: text(2000).optional(),
  url: link.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: text(75).optional(),
});

const image = z.strictObject({ type: z.literal('image'), image_url: link, alt_text: text(2000) });

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...common,
  options: z
    .array(option.extend({ url: link.optional() }))
    .min(1)
    .max(5),
  confirm: confirm.optional(),
});

const choices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

/** A static select has its choices in a list or in groups, never both. */
const eitherWay = {
  check: (select: { options?: unknown; option_groups?: unknown }) =>
    (select.options === undefined) !== (select.option_groups === undefined),
  error: { error: 'must define either `options` or `option_groups`', path: ['type'] },
};

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...asking,
    ...choices,
    initial_option: option.optional(),
  })
  .refine(eitherWay.check, eitherWay.error);
const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...several,
    ...choices,
    initial_options: z.array(option).min(1).optional(),
  })
  .refine(eitherWay.check, eitherWay.error);
const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...asking,
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
});
const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...several,
  min_query_length: z.int().min(0).optional(),
  initial_options: z.array(option).min(1).optional(),
});
const usersSelect = z.strictObject({ type: z.literal('users_select'), ...asking, initial_user: id.optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...several,
  initial_users: z.array(id).min(1).optional(),
});
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...asking,
  ...conversations,
  initial_conversation: id.optional(),
  response_url_enabled: z.boolean().optional(),
});
const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...several,
  ...conversations,
  initial_conversations: z.array(id).min(1).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...asking,
  initial_channel: id.optional(),
  response_url_enabled: z.boolean().optional(),
});
const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...several,
  initial_channels: z.array(id).min(1).optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...focusable,
  options: z.array(markedOption).min(1).max(10),
  initial_options: z.array(markedOption).min(1).optional(),
  confirm: confirm.optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...focusable,
  options: z.array(markedOption).min(1).max(10),
  initial_option: markedOption.optional(),
  confirm: confirm.optional(),
});
const menus = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  multiConversationsSelect,
  channelsSelect,
  multiChannelsSelect,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
] as const;

/** What an input block can hold. */
export const inputElement = z.discriminatedUnion('type', [...typedInputs, ...menus, datetimepicker]);
/** What an actions block can hold. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, ...menus, datetimepicker]);
/** What a section can have as its accessory. */
export const accessory = z.discriminatedUnion('type', [button, image, overflow, ...menus]);
/** What a context block can hold besides text. */
export const contextImage = image;

export type InputElement = z.infer<typeof inputElement>;
/** What people type into. */
export type TypedInput = z.infer<(typeof typedInputs)[number]>;
export type Button = z.infer<typeof button>;
/** An interactive element: one that can be clicked, opened or typed into. */
export type Interactive = InputElement | Button | z.infer<typeof overflow>;
