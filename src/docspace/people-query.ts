import type { Member, Person } from './schemas.ts';

/** A search for people: the portal's query, and a filter for its results. */
export interface PeopleQuery {
  /** The `filterValue` to send; undefined if no part of the text can be searched for. */
  ask: string | undefined;
  /** Compares what the portal cannot: apostrophes, dashes, and names written without spaces. */
  fits(person: Searchable): boolean;
}

type Searchable = Pick<Member, 'displayName'> & Partial<Pick<Person, 'firstName' | 'lastName' | 'email'>>;

/** An e-mail anywhere in the text, in brackets or with `mailto:`. */
const EMAIL = /[^\s<>|,;:"'“”()[\]@]+@[^\s<>|,;:"'“”()[\]@]+\.[^\s<>|,;:"'“”()[\].@]+/u;
/** The suffixes that this app adds to names. */
const STATUS_NOTE = /\((?:invited|disabled)\)/giu;
const APOSTROPHES = /['`´ʹʻʼʽˈ‘’‚‛′‵＇]/gu;
const DASHES = /[-\u02d7\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/gu;
const BETWEEN_WORDS = /[\s\u0085\p{Cc},;:|<>()[\]{}"“”„‟«»‹›「」『』*~#?!&]+/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Names in these scripts are written without spaces, while the portal stores first and last name separately. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー・]{2,}$/u;
/** Emoji codes as Slack sends them: the portal cannot store emoji in a name. */
const EMOJI_CODE = /(?<!\S):(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]+:(?!\S)/g;
/** More words than any name has; each costs the portal three comparisons per person. */
const MAX_WORDS = 8;
/** Longer than any name or e-mail, in characters; the time of the patterns above grows faster than linearly. */
const LONGEST_QUERY = 320;

/**
 * Parses the ways in which users type a person: `O’Neil`, `Abel, Zoe`, `Zoe Abel <zoe@acme.example>`, `@zoe`, `王伟`. The portal
 * requires every word to be a part of first name, last name or e-mail, fails on characters outside the BMP, and ignores case
 * and accents, but not differences of apostrophes and dashes (docspace-api §5.2, §13). So it is asked for the longest piece
 * between those, and the rest is compared here.
 */
export function peopleQuery(text: string): PeopleQuery {
  const typed = text
    .slice(0, LONGEST_QUERY)
    .replace(INVISIBLE, '')
    .replace(/[\u{10000}-\u{10ffff}]/gu, ' ')
    .replace(EMOJI_CODE, ' ');
  const email = typed
    .normalize('NFKC')
    .match(EMAIL)?.[0]
    .replace(/^mailto:/i, '');
  if (email) return { ask: email, fits: () => true };
  const words = typed
    .replace(APOSTROPHES, "'")
    .normalize('NFKC')
    .replace(STATUS_NOTE, ' ')
    .split(BETWEEN_WORDS)
    .map((word) => word.replace(/^[@'._]+|['._]+$/gu, ''))
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  const pieces = words.map(searchedPiece).filter((piece) => piece !== '');
  // The portal has already compared whole words, with a more tolerant collation than this.
  const compared = words.filter((word) => searchedPiece(word) !== word).map(comparable);
  return {
    ask: pieces.length > 0 ? pieces.join(' ') : undefined,
    fits: (person) => compared.every((word) => searchedFields(person).some((field) => field.includes(word))),
  };
}

/** The searchable piece of a word: the longest part between apostrophes and dashes, or every character of 王伟. */
function searchedPiece(word: string): string {
  if (UNSPACED.test(word)) return [...word].filter((char) => char !== 'ー' && char !== '・').join(' ');
  const parts = word.split(new RegExp(`'|${DASHES.source}`, 'u'));
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function searchedFields({ displayName, firstName = '', lastName = '', email = '' }: Searchable): string[] {
  return [
    displayName,
    firstName,
    lastName,
    email,
    lastName + firstName,
    firstName + lastName,
    displayName.replaceAll(' ', ''),
  ].map(comparable);
}

function comparable(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, "'")
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(DASHES, '-')
    .toLowerCase()
    .normalize('NFC');
}

/** Whether two e-mails are equal ignoring the case of ASCII letters only: İ, the Kelvin sign and accents are different. */
export function sameEmail(a: string, b: string): boolean {
  const lower = (email: string) => email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower(a) === lower(b);
}
