import type { types } from '@slack/bolt';
import { type Block, plain } from './blocks.ts';
import { cut } from './text.ts';

/** A modal view as the Web API takes it. */
export type Modal = types.ModalView;

/** A modal view from its few varying parts; titles and buttons are cut at Slack's 24 code points. */
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

/** Shown while something is looked up or done; a trigger lives three seconds, so a view opens before its content is known. */
export function waitingModal(title: string, text: string, clearOnClose = false): Modal {
  return modal({ title, blocks: [{ type: 'section', text: plain(text) }], clearOnClose });
}

/** A modal that only says something. */
export function messageModal(title: string, blocks: Block[], close = 'Close'): Modal {
  return modal({ title, blocks, close, clearOnClose: true });
}

/** One choice of a select; Slack cuts neither, it refuses, so text and description are cut here at 75. */
export function option(text: string, value: string, description?: string): types.PlainTextOption {
  return {
    text: plain(text, 75),
    value,
    ...(description ? { description: plain(description, 75) } : {}),
  };
}

/** The value of an option that only says something. */
const NO_CHOICE = 'no-choice';

/** Whether an option stands for something, and does not only say something. */
export function isChoice(chosen: { value?: string }): boolean {
  return chosen.value !== NO_CHOICE;
}

/**
 * An option that only says something; its value is no id, so forms refuse it at its field. Slack shows 75 characters of
 * an option and as many beneath it: a longer sentence goes on there, where there is no `note`.
 */
export function sayingOption(sentence: string, note?: string): types.PlainTextOption {
  const end = sentence.length > 75 && note === undefined ? sentence.lastIndexOf(' ', 75) : -1;
  if (end < 0) return option(sentence, NO_CHOICE, note);
  return option(sentence.slice(0, end), NO_CHOICE, sentence.slice(end + 1));
}

/** What every field has: its place, what people read about it, and whether it may stay empty. */
interface FieldWords {
  block: string;
  action: string;
  label: string;
  hint?: string;
  placeholder?: string;
  optional?: boolean;
}

/** The block around a field's element; label and hint are cut at Slack's 2,000 code points. */
function field(words: FieldWords, optional: boolean, element: types.InputBlock['element']): types.InputBlock {
  return {
    type: 'input',
    block_id: words.block,
    label: plain(words.label, 2000),
    optional: words.optional ?? optional,
    ...(words.hint ? { hint: plain(words.hint, 2000) } : {}),
    element,
  };
}

/** A field's action id, and its placeholder, cut at Slack's 150. */
function asking({ action, placeholder }: FieldWords) {
  return { action_id: action, ...(placeholder ? { placeholder: plain(placeholder, 150) } : {}) };
}

/** A one-line or multi-line text field. */
export function textInput(parts: FieldWords & { value?: string; maxLength?: number; multiline?: boolean }): Block {
  return field(parts, false, {
    type: 'plain_text_input',
    ...asking(parts),
    multiline: parts.multiline ?? false,
    ...(parts.maxLength ? { max_length: parts.maxLength } : {}),
    ...(parts.value ? { initial_value: cut(parts.value, parts.maxLength ?? 3000) } : {}),
  });
}

/** A field to search with: Enter in it tells the app, and so does the form's button. */
export function searchInput(parts: FieldWords & { value?: string; maxLength: number }): Block {
  const { value, maxLength } = parts;
  const block = field(parts, true, {
    type: 'plain_text_input',
    ...asking(parts),
    max_length: maxLength,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    ...(value ? { initial_value: cut(value, maxLength) } : {}),
  });
  return { ...block, dispatch_action: true };
}

/** A field whose choices the app looks up while people type, from the first keystroke on. */
export function pickOne(parts: FieldWords & { chosen?: types.PlainTextOption }): Block {
  return field(parts, true, {
    type: 'external_select',
    ...asking(parts),
    min_query_length: 0,
    ...(parts.chosen ? { initial_option: parts.chosen } : {}),
  });
}

/** Like {@link pickOne}, for several. */
export function pickMany(parts: FieldWords & { chosen?: readonly types.PlainTextOption[]; most?: number }): Block {
  return field(parts, true, {
    type: 'multi_external_select',
    ...asking(parts),
    min_query_length: 0,
    ...(parts.most ? { max_selected_items: parts.most } : {}),
    ...(parts.chosen?.length ? { initial_options: [...parts.chosen] } : {}),
  });
}

/**
 * Which channel something goes to: one that this organization reads alone. Where nothing is `chosen` it begins with the
 * channel in front of the user, unless that is `notHere`.
 */
export function pickChannel(parts: FieldWords & { chosen?: string | undefined; notHere?: boolean }): Block {
  return field(parts, true, {
    type: 'conversations_select',
    ...asking(parts),
    ...(parts.chosen ? { initial_conversation: parts.chosen } : {}),
    ...(parts.chosen || parts.notHere ? {} : { default_to_current_conversation: true }),
    filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: true },
  });
}

/** A day; `chosen` as a date picker gives it, such as `2026-11-30`. */
export function pickDay(parts: FieldWords & { chosen?: string | undefined }): Block {
  return field(parts, true, {
    type: 'datepicker',
    ...asking(parts),
    ...(parts.chosen ? { initial_date: parts.chosen } : {}),
  });
}

/** A choice among a few known options. */
export function pickWithin(parts: FieldWords & { options: types.PlainTextOption[] }): Block {
  return field(parts, false, { type: 'static_select', ...asking(parts), options: parts.options });
}
