/** Texts as MySQL's utf8mb3_general_ci compares them: character by character, case and accents left out. */

const LATIN_OR_GREEK = /[\p{Script=Latin}\p{Script=Greek}]/u;
/** Letters whose weight follows from neither capital nor base letter. */
const WEIGHTS: Readonly<Record<string, string>> = { ß: 'S', ẞ: 'S', ı: 'I', ſ: 'S', ё: 'Е', Ё: 'Е' };

const kept = new Map<string, string>();

function weight(sign: string): string {
  const known = kept.get(sign);
  if (known !== undefined) return known;
  const base = LATIN_OR_GREEK.test(sign) ? (sign.normalize('NFD')[0] ?? sign) : sign;
  const capital = base.toUpperCase();
  const found = WEIGHTS[sign] ?? (capital.length === 1 ? capital : base);
  kept.set(sign, found);
  return found;
}

/**
 * A text such that two of them are equal, or one holds the other, exactly when the database says so. One character stays
 * one: `strasse` is not in `Straße`, and apostrophes, dashes and blanks stay as they are.
 */
export function folded(text: string): string {
  let weights = '';
  for (const sign of text) weights += weight(sign);
  return weights;
}

/** A text for `=`, which passes over blanks at the end. */
export function foldedWhole(text: string): string {
  return folded(text).replace(/ +$/, '');
}

/** The order of two texts: by weights, characters without case in between by their code points. */
export function byCollation(a: string, b: string): number {
  const [left, right] = [foldedWhole(a), foldedWhole(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a text has a character that three-byte columns cannot hold, such as an emoji. */
export function isOutsideBmp(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}
