import namesByCode from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };

/** TypeScript takes this flag from a later target on than this project's; browsers have it. */
const FLAGS = 'v';
const EMOJI = new RegExp('^\\p{RGI_Emoji}$', FLAGS);
/** Asks for the colored form of a sign that is also plain text. */
const PRESENTATION = '\u{fe0f}';

/** Slack's short names; the data set names code points without the mark that asks for color. */
const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(namesByCode).flatMap(([code, names]) => {
    const bare = fromCode(code);
    const emoji = EMOJI.test(bare) ? bare : bare + PRESENTATION;
    return [names].flat().map((name) => [name, emoji] as const);
  }),
);

/** The first skin tone is the second of Slack's names: `skin-tone-2`. */
const FIRST_TONE = 0x1f3fb;

function fromCode(code: string): string {
  return String.fromCodePoint(...code.split('-').map((hex) => Number.parseInt(hex, 16)));
}

/** The emoji behind a name, from its code points where they came along; a name Slack does not know stays `:name:`. */
export function emojiOf(name: string, unicode?: string): string {
  if (unicode && /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode)) {
    const points = unicode.split('-').map((hex) => Number.parseInt(hex, 16));
    if (points.every((point) => point <= 0x10ffff)) return String.fromCodePoint(...points);
  }
  const [bare = name, tone] = name.split('::skin-tone-');
  const emoji = BY_NAME.get(bare);
  if (emoji === undefined) return `:${name}:`;
  return tone === undefined ? emoji : withTone(emoji, Number(tone));
}

/** A tone takes the place of the mark that asks for color. */
function withTone(emoji: string, tone: number): string {
  const [person = '', ...rest] = emoji;
  const toned = person + String.fromCodePoint(FIRST_TONE + tone - 2) + rest.join('').replace(/^\u{fe0f}/u, '');
  return EMOJI.test(toned) ? toned : emoji;
}

/** Plain text with the emoji named in it. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/g, (_, name: string) => emojiOf(name));
}
