import type { types } from '@slack/bolt';
import { cut } from './text.ts';

/** A block of a message or a view. */
export type Block = types.KnownBlock;
/** An element of a line of rich text. */
export type RichTextElement = types.RichTextElement;

/** Plain text: shown as it is, whatever it holds. At most `limit` code points. */
export function plain(text: string, limit = 3000): types.PlainTextElement {
  return { type: 'plain_text', text: cut(text || '–', limit), emoji: false };
}

/** A heading (150 code points, Slack's limit for header blocks). */
export function header(text: string): Block {
  return { type: 'header', text: plain(text, 150) };
}

/** A paragraph of plain text. */
export function paragraph(text: string): Block {
  return { type: 'section', text: plain(text) };
}

/** Small grey text. */
export function small(text: string): Block {
  return { type: 'context', elements: [plain(text, 2000)] };
}

/** A line of rich text: plain text, `bold` names and `person` mentions, none of which Slack reinterprets. */
export function line(...parts: (string | RichTextElement)[]): Block {
  return lines(parts);
}

/** Several lines of rich text in one block. */
export function lines(...rows: (string | RichTextElement)[][]): Block {
  return { type: 'rich_text', elements: rows.map(section) };
}

/** A bulleted list, one item per row: screen readers announce the number of items. */
export function list(...rows: (string | RichTextElement)[][]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: rows.map(section) }] };
}

/** Plain text in a rich text line. */
export function words(text: string): RichTextElement {
  return { type: 'text', text };
}

/** Bold text in a rich text line. */
export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

/** A mention of a Slack user, which notifies them. */
export function person(userId: string): RichTextElement {
  return { type: 'user', user_id: userId };
}

/** A mention of a Slack user group, which notifies its members. */
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

/** A link; text and URL must come from the app, not from users. */
export function link(url: string, text: string): RichTextElement {
  return { type: 'link', url, text };
}

/** A date and time, shown in each reader's time zone. */
export function moment(at: number): types.RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(at / 1000),
    format: '{date_short_pretty} at {time}',
    fallback: `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** A button: its text, action id and value, and optionally a confirmation. */
export interface ButtonSpec {
  text: string;
  action: string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  /** For screen readers, in place of a short text (75 code points). */
  label?: string;
  confirm?: { title: string; text: string; yes: string; no?: string };
}

/** A button; text and label are cut at Slack's 75 code points, the confirmation at 100 and 300. */
export function button(spec: ButtonSpec): types.Button {
  return {
    type: 'button',
    text: plain(spec.text, 75),
    action_id: spec.action,
    ...(spec.value === undefined ? {} : { value: spec.value }),
    ...(spec.url === undefined ? {} : { url: spec.url }),
    ...(spec.style ? { style: spec.style } : {}),
    ...(spec.label ? { accessibility_label: cut(spec.label, 75) } : {}),
    ...(spec.confirm ? { confirm: confirmation(spec.confirm, spec.style) } : {}),
  };
}

function confirmation(
  spec: NonNullable<ButtonSpec['confirm']>,
  style?: 'primary' | 'danger',
): types.ConfirmationDialog {
  return {
    title: plain(spec.title, 100),
    text: plain(spec.text, 300),
    confirm: plain(spec.yes, 30),
    deny: plain(spec.no ?? 'Cancel', 30),
    ...(style ? { style } : {}),
  };
}

/** The action id of every menu of buttons. */
export const MENU = 'menu';

/**
 * An overflow menu in place of a row of buttons (at most five options); an option with a URL also opens it. An option's value
 * contains action id and value of its button, so that the button's listener handles both (at most 150 characters).
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
 * A select of up to 100 options that triggers its action immediately. Its block has no fixed id, so that an updated message or
 * view shows no selection: Slack keeps a selection by block id and action id.
 */
export function select(parts: { placeholder: string; action: string; options: types.PlainTextOption[] }): Block {
  const { placeholder, action, options } = parts;
  const element = { type: 'static_select', action_id: action, placeholder: plain(placeholder, 150), options } as const;
  return { type: 'actions', elements: [element] };
}

/** A row of buttons (at most 25). */
export function buttons(blockId: string, ...specs: ButtonSpec[]): Block {
  return { type: 'actions', block_id: blockId, elements: specs.map(button) };
}
