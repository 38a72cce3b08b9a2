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

/** A one-line or multi-line text field. */
export function textInput(parts: {
  block: string;
  action: string;
  label: string;
  value?: string;
  placeholder?: string;
  hint?: string;
  maxLength?: number;
  multiline?: boolean;
  optional?: boolean;
}): Block {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    optional: parts.optional ?? false,
    ...(parts.hint ? { hint: plain(parts.hint, 2000) } : {}),
    element: {
      type: 'plain_text_input',
      action_id: parts.action,
      multiline: parts.multiline ?? false,
      ...(parts.maxLength ? { max_length: parts.maxLength } : {}),
      ...(parts.value ? { initial_value: cut(parts.value, parts.maxLength ?? 3000) } : {}),
      ...(parts.placeholder ? { placeholder: plain(parts.placeholder, 150) } : {}),
    },
  };
}

/** A field whose choices the app looks up while people type. */
export function pickOne(parts: {
  block: string;
  action: string;
  label: string;
  chosen?: types.PlainTextOption;
  placeholder?: string;
  hint?: string;
  minQueryLength?: number;
  optional?: boolean;
}): Block {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    optional: parts.optional ?? true,
    ...(parts.hint ? { hint: plain(parts.hint, 2000) } : {}),
    element: {
      type: 'external_select',
      action_id: parts.action,
      min_query_length: parts.minQueryLength ?? 0,
      ...(parts.chosen ? { initial_option: parts.chosen } : {}),
      ...(parts.placeholder ? { placeholder: plain(parts.placeholder, 150) } : {}),
    },
  };
}

/** Like {@link pickOne}, for several. */
export function pickMany(parts: {
  block: string;
  action: string;
  label: string;
  chosen?: readonly types.PlainTextOption[];
  most?: number;
  placeholder?: string;
  hint?: string;
}): Block {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    optional: true,
    ...(parts.hint ? { hint: plain(parts.hint, 2000) } : {}),
    element: {
      type: 'multi_external_select',
      action_id: parts.action,
      min_query_length: 0,
      ...(parts.most ? { max_selected_items: parts.most } : {}),
      ...(parts.chosen?.length ? { initial_options: [...parts.chosen] } : {}),
      ...(parts.placeholder ? { placeholder: plain(parts.placeholder, 150) } : {}),
    },
  };
}

/** Which channel an outcome goes to, for forms that were not opened in one. */
export function pickChannel(parts: { block: string; action: string; label: string; hint?: string }): Block {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    optional: true,
    ...(parts.hint ? { hint: plain(parts.hint, 2000) } : {}),
    element: {
      type: 'conversations_select',
      action_id: parts.action,
      default_to_current_conversation: true,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    },
  };
}

/** A choice among a few known options. */
export function pickWithin(parts: {
  block: string;
  action: string;
  label: string;
  options: types.PlainTextOption[];
  placeholder?: string;
}): Block {
  return {
    type: 'input',
    block_id: parts.block,
    label: plain(parts.label, 2000),
    element: {
      type: 'static_select',
      action_id: parts.action,
      options: parts.options,
      ...(parts.placeholder ? { placeholder: plain(parts.placeholder, 150) } : {}),
    },
  };
}
