import type { Person } from './person.ts';

/** Replaces erased personal text, so that cards and forms of that row stay readable. */
export const REMOVED = '(removed)';

type Values = Readonly<Record<string, unknown>>;

/** Keys with sentences, in facts and in messages with their blocks. Other strings are ids and codes. */
const SENTENCES: ReadonlySet<string> = new Set(['text', 'note']);

/** Rewrites JSON bottom-up: maps each object with `object` and each sentence with `sentence`. */
export function rewriteJson(
  json: string,
  { object = (values) => values, sentence = (text) => text }: Partial<Rewriting>,
): string {
  const rewrite = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return SENTENCES.has(key) ? sentence(value) : value;
    return isObject(value) ? object(value) : value;
  };
  return JSON.stringify(JSON.parse(json, rewrite));
}

interface Rewriting {
  object(values: Values): Values;
  sentence(text: string): string;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys with names: of groups, members and actors, and of a group before and after it is renamed. */
const NAMES = ['name', 'from', 'to'] as const;

/** Removes every name from JSON. */
export function withoutNames(json: string): string {
  return rewriteJson(json, {
    object: (values) => {
      const named = NAMES.filter((key) => typeof values[key] === 'string');
      return { ...values, ...Object.fromEntries(named.map((key) => [key, REMOVED])) };
    },
  });
}

/** Removes one person's name from JSON. */
export function withoutNameOf(json: string, person: Person): string {
  return rewriteJson(json, {
    object: (values) => ('name' in values && isOf(values, person) ? { ...values, name: REMOVED } : values),
  });
}

/** One person's names in JSON. */
export function namesIn(json: string, person: Person): string[] {
  const names: string[] = [];
  rewriteJson(json, {
    object: (values) => {
      if (typeof values.name === 'string' && isOf(values, person)) names.push(values.name);
      return values;
    },
  });
  return names;
}

/** Whether a JSON object describes this person, as a group member or an actor. */
function isOf({ id, personId, account }: Values, { accounts, personIds }: Person): boolean {
  return personIds.some((each) => each === id || each === personId) || accounts.some((each) => each === account);
}

/**
 * Removes a person's names and text from another text. Matches whole words only: forgetting Al does not change Alma. In
 * message texts `&`, `<` and `>` are encoded, so both forms are removed.
 */
export function removeFrom(text: string, removed: readonly string[]): string {
  const forms = removed.flatMap((each) => [each, encoded(each)]).filter((each) => each.trim().length > 1);
  // The longest first: one name can be the beginning of another.
  const patterns = [...new Set(forms)].sort((a, b) => b.length - a.length).map(escapePattern);
  if (patterns.length === 0) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), REMOVED);
}

function encoded(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
