import { emojiToName } from 'gemoji';
import { z } from 'zod';
import { encodeSigns } from './screen/typed-text.ts';

/**
 * What an app sent, as Slack delivers it back in payloads and answers: emoji by name where the text object allows it
 * (docs: text object, `emoji`), the flags of text objects filled in, and the texts of options with Slack's three signs
 * as entities. What people see is what was sent.
 */
export function delivered(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(delivered);
  const { data: part } = object.safeParse(sent);
  if (!part) return sent;
  const parts = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, delivered(value)]));
  if (isOption(part)) return { ...parts, ...escapedTexts(parts) };
  return textObject(part) ?? parts;
}

/** Each emoji as `:name:`, with its tone of skin behind it. The names are GitHub's, which most of Slack's are too. */
export function withEmojiNames(text: string): string {
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
const NAMES = new Map(Object.entries(emojiToName).map(([emoji, name]) => [emoji.replaceAll(PRESENTATION, ''), name]));

/** Slack counts the tones of skin from 2 to 6. */
function toneNumber(tone: string): number {
  return (tone.codePointAt(0) ?? 0) - 0x1f3fb + 2;
}

const object = z.record(z.string(), z.unknown());
const plainText = z.looseObject({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().default(true) });
const mrkdwn = z.looseObject({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean().default(false) });
const anyText = z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
const option = z.object({ text: anyText, value: z.string(), type: z.undefined().optional() });

function textObject(part: Record<string, unknown>): object | undefined {
  const plain = plainText.safeParse(part).data;
  if (plain) return plain.emoji ? { ...plain, text: withEmojiNames(plain.text) } : plain;
  const marked = mrkdwn.safeParse(part).data;
  return marked && { ...marked, text: withEmojiNames(marked.text) };
}

function isOption(part: Record<string, unknown>): boolean {
  return option.safeParse(part).success;
}

function escapedTexts({ text, description }: Record<string, unknown>): object {
  return { text: escaped(text), ...(description === undefined ? {} : { description: escaped(description) }) };
}

function escaped(text: unknown): unknown {
  const { data } = anyText.safeParse(text);
  // The signs of mrkdwn are the app's own to encode.
  return data?.type === 'plain_text' ? { ...data, text: encodeSigns(data.text) } : text;
}
