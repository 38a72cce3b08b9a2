import { emojiNames } from './emoji-names.ts';
import { encodeSigns } from './screen/typed-text.ts';

/**
 * What an app sent, as Slack delivers it back in payloads and answers: emoji by name where the text object allows it
 * (docs: text object, `emoji`), the flags of text objects filled in, and the texts of options with Slack's three signs
 * as entities. What people see is what was sent.
 */
export function delivered(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(delivered);
  if (typeof sent !== 'object' || sent === null) return sent;
  const part: Record<string, unknown> = { ...sent };
  if (isTextObject(part)) return deliveredText(part);
  const parts = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, delivered(value)]));
  const { type, text, value, description } = parts;
  const isOption = type === undefined && isTextObject(text) && typeof value === 'string';
  if (!isOption) return parts;
  return { ...parts, text: escaped(text), ...(isTextObject(description) ? { description: escaped(description) } : {}) };
}

/** Each emoji as `:name:`, with its tone of skin behind it. */
export function withEmojiNames(text: string): string {
  // Most texts hold none, and looking for one takes its time.
  if (!/\P{ASCII}/u.test(text)) return text;
  return text.replace(EMOJI, (emoji) => {
    const bare = emoji.replace(TONES, '');
    const name = NAMES.get(bare.replaceAll(PRESENTATION, ''));
    const [tone] = emoji.match(TONES) ?? [];
    return name === undefined ? emoji : `:${name}:${tone ? `:skin-tone-${toneNumber(tone)}:` : ''}`;
  });
}

/** TypeScript takes this flag from a later target on than this project's; Node 20 has it. */
const FLAGS = 'gv';
const EMOJI = new RegExp('\\p{RGI_Emoji}', FLAGS);
/** Asks for the colored form of a sign that is also plain text. */
const PRESENTATION = '\u{fe0f}';
const TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;
const NAMES = emojiNames();

/** Slack counts the tones of skin from 2 to 6. */
function toneNumber(tone: string): number {
  return (tone.codePointAt(0) ?? 0) - 0x1f3fb + 2;
}

interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: unknown;
}

function isTextObject(part: unknown): part is TextObject {
  if (typeof part !== 'object' || part === null || !('type' in part && 'text' in part)) return false;
  return (part.type === 'plain_text' || part.type === 'mrkdwn') && typeof part.text === 'string';
}

function deliveredText(sent: TextObject): TextObject {
  const flags = sent.type === 'plain_text' ? { emoji: true } : { verbatim: false };
  const shown = { ...flags, ...sent };
  return shown.emoji === false ? shown : { ...shown, text: withEmojiNames(shown.text) };
}

/** The signs of mrkdwn are the app's own to encode. */
function escaped(sent: TextObject): TextObject {
  return sent.type === 'plain_text' ? { ...sent, text: encodeSigns(sent.text) } : sent;
}
