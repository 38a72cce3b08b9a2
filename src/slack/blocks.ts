import type { types } from '@slack/bolt';
import { cut } from './text.ts';

/** A block of a message or a view. */
export type Block = types.KnownBlock;
/** A part of a line of rich text. */
export type RichTextElement = types.RichTextElement;

/** Plain text: shown as it is, whatever it holds. At most `limit` code points. */
export function plain(text: string, limit = 3000): types.PlainTextElement {
  return { type: 'plain_text', text: cut(text || '–', limit), emoji: false };
}

/** A heading (150 code points, Slack's limit for header blocks). */
export function header(text: string): Block {
  return { type: 'header', text: plain(text, 150) };
}

/** A paragraph of plain words. */
export function paragraph(text: string): Block {
  return { type: 'section', text: plain(text) };
}

/** Small grey words under something. */
export function small(text: string): Block {
  return { type: 'context', elements: [plain(text, 2000)] };
}

/** A line of rich text: plain words, `bold` names and `person` mentions, none of which Slack reinterprets. */
export function line(...parts: (string | RichTextElement)[]): Block {
  return lines(parts);
}

/** Several lines of rich text in one block. */
export function lines(...rows: (string | RichTextElement)[][]): Block {
  return { type: 'rich_text', elements: rows.map(section) };
}

/** A list of lines, one item each: screen readers say how many there are. */
export function list(...rows: (string | RichTextElement)[][]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: rows.map(section) }] };
}

/** Words of a rich text line. */
export function words(text: string): RichTextElement {
  return { type: 'text', text };
}

/** Bold words of a rich text line. */
export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

/** A mention of a Slack user, which notifies them. */
export function person(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

/** A mention of a Slack user group, which notifies its people. */
export function userGroup(id: string): RichTextElement {
  return { type: 'usergroup', usergroup_id: id };
}

/** A user's text as a quote. */
export function quote(text: string): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [words(text)] }] };
}

/** A user's text as a quote between two lines, in one block. */
export function quoteBetween(
  before: (string | RichTextElement)[],
  text: string,
  after: (string | RichTextElement)[],
): Block {
  return {
    type: 'rich_text',
    elements: [section(before), { type: 'rich_text_quote', elements: [words(text)] }, section(after)],
  };
}

function section(parts: (string | RichTextElement)[]): types.RichTextSection {
  return {
    type: 'rich_text_section',
    elements: parts.map((part) => (typeof part === 'string' ? words(part) : part)),
  };
}

/** A link under words of ours; its address is ours as well. */
export function link(url: string, text: string): RichTextElement {
  return { type: 'link', url, text };
}

/** A moment, drawn in each reader's own time zone. */
export function moment(at: number): types.RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** What a button needs: visible text, where its click goes, what it carries, and for what asks first, a question. */
export interface ButtonSpec {
  text: string;
  action: string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  /** Read aloud instead of a short text (75 code points). */
  label?: string;
  confirm?: { title: string; text: string; yes: string; no?: string };
}

/** A button; text and label are cut at Slack's 75, the question at 100 and 300. */
export function button(spec: ButtonSpec): types.Button {
  return {
    type: 'button',
    text: plain(spec.text, 75),
    action_id: spec.action,
    ...(spec.value === undefined ? {} : { value: spec.value }),
    ...(spec.url === undefined ? {} : { url: spec.url }),
    ...(spec.style ? { style: spec.style } : {}),
    ...(spec.label ? { accessibility_label: cut(spec.label, 75) } : {}),
    ...(spec.confirm ? { confirm: question(spec.confirm, spec.style) } : {}),
  };
}

function question(words: NonNullable<ButtonSpec['confirm']>, style?: 'primary' | 'danger'): types.ConfirmationDialog {
  return {
    title: plain(words.title, 100),
    text: plain(words.text, 300),
    confirm: plain(words.yes, 30),
    deny: plain(words.no ?? 'Cancel', 30),
    ...(style ? { style } : {}),
  };
}

/** The action id of every menu of buttons. */
export const MENU = 'menu';

/**
 * A menu in place of a row of buttons (five choices at most); one with an address also opens it. A choice carries the
 * action id and the value of its button, so that the listener of the button answers both (an option's value has at most
 * 150 characters).
 */
export function menu(...specs: Pick<ButtonSpec, 'text' | 'action' | 'value' | 'url'>[]): types.Overflow {
  return {
    type: 'overflow',
    action_id: MENU,
    options: specs.map(({ text, action, value = '', url }) => ({
      text: plain(text, 75),
      value: `${action}:${value}`,
      ...(url === undefined ? {} : { url }),
    })),
  };
}

/**
 * A menu of up to 100 choices, each of which is answered at once. Its block has no id, so that a message or view that is
 * shown again shows nothing as chosen: Slack keeps a choice by its ids.
 */
export function select(parts: { placeholder: string; action: string; options: types.PlainTextOption[] }): Block {
  const { placeholder, action, options } = parts;
  const element = { type: 'static_select', action_id: action, placeholder: plain(placeholder, 150), options } as const;
  return { type: 'actions', elements: [element] };
}

/** A row of buttons (25 at most, far more than we draw). */
export function buttons(blockId: string, ...specs: ButtonSpec[]): Block {
  return { type: 'actions', block_id: blockId, elements: specs.map(button) };
}
