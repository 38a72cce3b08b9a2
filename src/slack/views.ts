import type { types } from '@slack/bolt';
import { type Block, plain } from './blocks.ts';
import { cut } from './text.ts';

/** A modal view as the Web API takes it. */
export type Modal = types.ModalView;

/** Builds a modal view; title and buttons are cut at Slack's 24 code points. */
export function modal(parts: {
  title: string;
  blocks: Block[];
  callbackId?: string;
  submit?: string;
  close?: string;
  metadata?: string;
  clearOnClose?: boolean;
}): Modal {
  return {
    type: 'modal',
    title: plain(parts.title, 24),
    blocks: parts.blocks,
    close: plain(parts.close ?? 'Close', 24),
    ...(parts.callbackId ? { callback_id: parts.callbackId } : {}),
    ...(parts.submit ? { submit: plain(parts.submit, 24) } : {}),
    ...(parts.metadata === undefined ? {} : { private_metadata: parts.metadata }),
    ...(parts.clearOnClose ? { clear_on_close: true } : {}),
  };
}

/** A placeholder while work is running: a trigger id expires after three seconds, so a modal opens before its content is known. */
export function waitingModal(title: string, text: string, clearOnClose = false): Modal {
  return modal({ title, blocks: [{ type: 'section', text: plain(text) }], clearOnClose });
}

/** A modal that only shows a message. */
export function messageModal(title: string, blocks: Block[], close = 'Close'): Modal {
  return modal({ title, blocks, close, clearOnClose: true });
}

/** An option of a select; text and description are cut at 75 code points, because Slack rejects longer ones. */
export function option(text: string, value: string, description?: string): types.PlainTextOption {
  return {
    text: plain(text, 75),
    value,
    ...(description ? { description: plain(description, 75) } : {}),
  };
}

/** The value of an option that only shows a message. */
const NO_CHOICE = 'no-choice';

/** Whether an option can be chosen, and does not only show a message. */
export function isChoice(chosen: { value?: string }): boolean {
  return chosen.value !== NO_CHOICE;
}

/**
 * An option that only shows a message; forms reject its value with an error at the field. Slack shows 75 characters of an
 * option and as many in its description: without a `note`, a longer sentence continues there.
 */
export function sayingOption(sentence: string, note?: string): types.PlainTextOption {
  const end = sentence.length > 75 && note === undefined ? sentence.lastIndexOf(' ', 75) : -1;
  if (end < 0) return option(sentence, NO_CHOICE, note);
  return option(sentence.slice(0, end), NO_CHOICE, sentence.slice(end + 1));
}

/** The common properties of all fields. */
interface FieldParts {
  block: string;
  action: string;
  label: string;
  hint?: string;
  placeholder?: string;
  optional?: boolean;
}

/** The block around a field's element; label and hint are cut at Slack's 2,000 code points. */
function field(parts: FieldParts, optional: boolean, element: types.InputBlock['element']): types.InputBlock {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    optional: parts.optional ?? optional,
    ...(parts.hint ? { hint: plain(parts.hint, 2000) } : {}),
    element,
  };
}

/** A field's action id, and its placeholder, cut at Slack's 150 code points. */
function elementParts({ action, placeholder }: FieldParts) {
  return { action_id: action, ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}) };
}

/** A one-line or multi-line text field. */
export function textInput(parts: FieldParts & { value?: string; maxLength?: number; multiline?: boolean }): Block {
  return field(parts, false, {
    type: 'plain_text_input',
    ...elementParts(parts),
    multiline: parts.multiline ?? false,
    ...(parts.maxLength ? { max_length: parts.maxLength } : {}),
    ...(parts.value ? { initial_value: cut(parts.value, parts.maxLength ?? 3000) } : {}),
  });
}

/** A search field: pressing Enter triggers its action, as the form's button does. */
export function searchInput(parts: FieldParts & { value?: string; maxLength: number }): Block {
  const { value, maxLength } = parts;
  const block = field(parts, true, {
    type: 'plain_text_input',
    ...elementParts(parts),
    max_length: maxLength,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    ...(value ? { initial_value: cut(value, maxLength) } : {}),
  });
  return { ...block, dispatch_action: true };
}

/** A typeahead field; also shows options before anything is typed. */
export function pickOne(parts: FieldParts & { chosen?: types.PlainTextOption }): Block {
  return field(parts, true, {
    type: 'external_select',
    ...elementParts(parts),
    min_query_length: 0,
    ...(parts.chosen ? { initial_option: parts.chosen } : {}),
  });
}

/** Like {@link pickOne}, with several selections. */
export function pickMany(parts: FieldParts & { chosen?: readonly types.PlainTextOption[]; most?: number }): Block {
  return field(parts, true, {
    type: 'multi_external_select',
    ...elementParts(parts),
    min_query_length: 0,
    ...(parts.most ? { max_selected_items: parts.most } : {}),
    ...(parts.chosen?.length ? { initial_options: [...parts.chosen] } : {}),
  });
}

/**
 * A channel select without channels that are shared with other organizations. By default it preselects the channel that the
 * user is in, unless `notHere` is set.
 */
export function pickChannel(parts: FieldParts & { chosen?: string | undefined; notHere?: boolean }): Block {
  return field(parts, true, {
    type: 'conversations_select',
    ...elementParts(parts),
    ...(parts.chosen ? { initial_conversation: parts.chosen } : {}),
    ...(parts.chosen || parts.notHere ? {} : { default_to_current_conversation: true }),
    filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: true },
  });
}

/** A date picker; `chosen` is in its format, such as `2026-11-30`. */
export function pickDay(parts: FieldParts & { chosen?: string | undefined }): Block {
  return field(parts, true, {
    type: 'datepicker',
    ...elementParts(parts),
    ...(parts.chosen ? { initial_date: parts.chosen } : {}),
  });
}

/** A select with fixed options. */
export function pickWithin(parts: FieldParts & { options: types.PlainTextOption[] }): Block {
  return field(parts, false, { type: 'static_select', ...elementParts(parts), options: parts.options });
}
