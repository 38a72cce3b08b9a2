import type { RichTextElement } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../slack/text.ts';

/** Unicode noncharacters, which no name contains: they mark the positions of elements in a sentence. */
const FIRST_MARK = 0xfdd0;
const MARKED = /([\ufdd0-\ufdef])/;

function marks(count: number): string[] {
  return Array.from({ length: count }, (_, n) => String.fromCharCode(FIRST_MARK + n));
}

/** A sentence of a catalogue with elements such as mentions or dates, as parts of rich text. */
export function rich(
  sentence: (...places: string[]) => string,
  ...elements: readonly RichTextElement[]
): (string | RichTextElement)[] {
  const parts = sentence(...marks(elements.length)).split(MARKED);
  return parts.flatMap((part) => (part === '' ? [] : [elements[part.charCodeAt(0) - FIRST_MARK] ?? part]));
}

/** The same as mrkdwn text: everything except the given mrkdwn is escaped. */
export function plainSentence(sentence: (...places: string[]) => string, ...mrkdwn: readonly string[]): string {
  const parts = sentence(...marks(mrkdwn.length)).split(MARKED);
  return parts.map((part) => mrkdwn[part.charCodeAt(0) - FIRST_MARK] ?? escapeMrkdwn(part)).join('');
}
