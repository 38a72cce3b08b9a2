import { fold, plainSigns, storable, withoutBlanks } from './fold.ts';
import { unquoted } from './reference.ts';

/** How a group fits a typed text, best first. */
export const FITS = ['same', 'sameWithoutBlanks', 'shortId', 'contains'] as const;
export type Fit = (typeof FITS)[number];

/** A typed name, ready to be compared with groups. */
export interface WantedName {
  /** The readings of what was typed, folded; never empty strings. */
  folded: readonly string[];
  /** The first eight characters of an id, where the text can be one. */
  shortId?: string;
  /** What to ask the portal for; undefined where it can compare no part of the text as people do. */
  word?: string;
}

/** A command's name in front of what was copied with it: `Get: Design`. */
const COMMAND_WORD = /^(?:get|show|update|edit|rename|change|delete|remove|group|name)\s*:\s+/i;
/** What a name ends with where it was cut to fit. */
const CUT = /\s*(?:…|\.{3})$/;
/** The short id alone, in quotes, brackets or formatting signs, or at the end of a row that was copied whole. */
const SHORT_ID = /^[\s({"'`*_#]*([0-9a-f]{8})[\s)}"'`*_.…]*$|·\s*([0-9a-f]{8})$/i;

/** What follows the name where the row of a list was copied whole: `• Design · Manager Ana · 5 members`. */
const ROW_DETAILS = /\s·\s(?:No manager|No members|Manager \S|\d[\d,]* members?\b).*$/u;
const ROW_BEGIN = /^\s*•\s+/;

/** Reads a typed name for comparing. */
export function wantedName(typed: string): WantedName {
  const inner = nameIn(plainSigns(typed));
  const readings = [typed, inner, storable(inner), inner.replace(CUT, '')].map(fold);
  // Quotes within formatting signs, or behind a command's name, are outermost only now.
  const all = [...readings, ...readings.map(unquoted)];
  const [, alone, atEnd] = SHORT_ID.exec(plainSigns(typed).replace(COMMAND_WORD, '')) ?? [];
  const shortId = (alone ?? atEnd)?.toLowerCase();
  const word = longestPlainWord(nameIn(typed));
  return {
    folded: [...new Set(all)].filter((reading) => reading !== ''),
    ...(shortId ? { shortId } : {}),
    ...(word ? { word } : {}),
  };
}

/** A name without what was copied with it. */
function nameIn(typed: string): string {
  return typed.replace(COMMAND_WORD, '').replace(ROW_BEGIN, '').replace(ROW_DETAILS, '');
}

/** How a group fits; undefined when it does not. */
export function fitOf(group: { id: string; name: string }, wanted: WantedName): Fit | undefined {
  const name = fold(group.name);
  if (wanted.folded.includes(name)) return 'same';
  const close = withoutBlanks(name);
  if (wanted.folded.some((reading) => withoutBlanks(reading) === close)) return 'sameWithoutBlanks';
  if (wanted.shortId && group.id.startsWith(wanted.shortId)) return 'shortId';
  return wanted.folded.some((reading) => name.includes(reading)) ? 'contains' : undefined;
}

/** The groups that fit best, and how well. */
export function bestFits<T extends { id: string; name: string }>(
  groups: readonly T[],
  wanted: WantedName,
): { fit: Fit; groups: T[] } | undefined {
  const fits = groups.map((group) => fitOf(group, wanted));
  const fit = FITS.find((each) => fits.includes(each));
  return fit && { fit, groups: groups.filter((_, n) => fits[n] === fit) };
}

/**
 * The longest part of a text that the portal compares as people do. It ignores case and accents, but not quotes, dashes
 * or blanks, and fails on characters outside the BMP (docspace-api §13). Plain letters and digits are safest; without
 * any, the longest word of another script.
 */
export function longestPlainWord(text: string): string | undefined {
  const words = storable(text).normalize('NFC');
  // A letter that is followed by a combining sign may be stored as one character.
  return longest(words.match(/[a-z0-9]+(?!\p{M})/giu)) ?? longest(words.match(/[\p{L}\p{N}]+(?!\p{M})/gu));
}

function longest(words: readonly string[] | null): string | undefined {
  return words?.reduce((best, word) => (word.length > best.length ? word : best));
}
