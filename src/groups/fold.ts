/** Folding of text: what looks the same to people becomes the same string. Pure, the same in every locale. */

/** Quotes and apostrophes of every kind, primes and accents that are typed for them, corner and angle brackets. */
const QUOTES = '"\'`´ʹʻʼʽˈ‘’‚‛“”„‟′″‵‶«»‹›「」『』〈〉《》〝〞〟＂＇｀｢｣';
const ANY_QUOTE = new RegExp(`[${QUOTES}]`, 'gu');
/** Hyphens, dashes and the minus sign; a run counts as one, since keyboards turn two hyphens into a dash. */
const DASHES = /[-\u02d7\u058a\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+/gu;
/** Blanks of any width and line breaks, among them those that JavaScript does not count as blanks. */
const BLANKS = /[\s\u0085\u2800]+/gu;
/** Signs that draw nothing: direction and joining signs, zero-width blanks, soft hyphens, variation selectors, controls. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?![\s\u0085])\p{Cc}/gu;

/** One line with plain blanks, dashes and quotes and without invisible signs; case, accents and formatting stay. */
export function plainSigns(text: string): string {
  // Quotes go first: NFKC turns an acute accent into a blank and a combining sign.
  return text
    .replace(INVISIBLE, '')
    .replace(ANY_QUOTE, (sign) => ('"“”„‟«»″‶〝〞〟＂'.includes(sign) ? '"' : "'"))
    .normalize('NFKC')
    .replace(DASHES, '-')
    .replace(BLANKS, ' ')
    .trim();
}

/**
 * Accents over Latin, Greek and Cyrillic letters, which MySQL ignores when it compares. The breve of й stays: that is
 * a letter of its own there. Signs of other scripts (such as the voiced kana) stay too: they make other words.
 */
const ACCENTS = /(?<![иИ])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/gu;
/** Letters that differ from another one only in their place or in one locale's capitals. */
const SAME_LETTERS: Readonly<Record<string, string>> = { ı: 'i', ς: 'σ' };

/** What Slack makes of an emoji: `:rocket:`, `:+1:`, several in a row; between blanks or the ends, so `a:b:c` is none. */
export const EMOJI_CODES = /(?<!\S)(?::(?=[a-z0-9_+-]*[a-z]|[+-]1:)[a-z0-9_+-]+:)+(?!\S)/g;
/** Emoji that DocSpace cannot store and Slack sends as codes. */
const EMOJI = /[\u{1f000}-\u{1fbff}]+/gu;
/** Slack's formatting around words: `*bold*`, `_italic_`, `~struck~` and code in back quotes. */
const FORMATTED = /(?<![\p{L}\p{N}])([*_~`])(?=\S)(.*?\S)\1(?![\p{L}\p{N}])/gu;

/**
 * The form in which two texts are equal when they look the same: compatible letters, case, accents, quotes, dashes,
 * blanks, invisible signs, emoji and formatting make no difference. Folding twice changes nothing.
 */
export function fold(text: string): string {
  // Back quotes count as apostrophes from here on.
  const letters = plainSigns(plainSigns(unformatted(text)).normalize('NFKD').replace(ACCENTS, ''))
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[ıς]/g, (letter) => SAME_LETTERS[letter] ?? letter);
  const quotes = letters.replaceAll('"', "'");
  // A name of nothing but emoji or formatting signs is still a name.
  return tidy(unformatted(quotes.replace(EMOJI, ' ').replace(EMOJI_CODES, ' '))) || tidy(quotes);
}

/** Pairs of formatting signs are nested three deep at most in Slack. */
function unformatted(text: string): string {
  let plain = text;
  for (let depth = 0; depth < 3; depth += 1) plain = plain.replace(FORMATTED, '$2');
  return plain;
}

function tidy(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

/** The folded text without its blanks, for names that were typed with other blanks, or with invisible ones. */
export function withoutBlanks(folded: string): string {
  return folded.replaceAll(' ', '');
}

/** Leaves out what DocSpace can neither store nor search for: characters outside the BMP (docspace-api §3), and emoji codes. */
export function storable(text: string): string {
  return text
    .replace(/[\u{10000}-\u{10ffff}]/gu, ' ')
    .replace(EMOJI_CODES, ' ')
    .trim();
}
