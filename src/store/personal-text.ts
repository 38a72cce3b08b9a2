import type { Person } from './person.ts';

/** Stands where words of a person were erased, so that cards and forms of that row still read well. */
export const REMOVED = '(removed)';

type Values = Readonly<Record<string, unknown>>;

/** Keys whose texts are sentences: of facts, and of messages with their blocks. Other texts are ids and codes. */
const SENTENCES: ReadonlySet<string> = new Set(['text', 'note']);

/** Rewrites JSON from the inside out: each object goes through `object`, each sentence through `sentence`. */
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

/** Keys whose texts are names: of groups, members and actors, and of a group before and after it is renamed. */
const NAMES = ['name', 'from', 'to'] as const;

/** JSON in which every name is removed. */
export function withoutNames(json: string): string {
  return rewriteJson(json, {
    object: (values) => {
      const named = NAMES.filter((key) => typeof values[key] === 'string');
      return { ...values, ...Object.fromEntries(named.map((key) => [key, REMOVED])) };
    },
  });
}

/** JSON in which one person's name is removed. */
export function withoutNameOf(json: string, person: Person): string {
  return rewriteJson(json, {
    object: (values) => ('name' in values && isOf(values, person) ? { ...values, name: REMOVED } : values),
  });
}

/** The names that JSON gives one person. */
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

/** Whether an object of JSON stands for this person: a member of a group, or an actor. */
function isOf({ id, personId, account }: Values, { accounts, personIds }: Person): boolean {
  return personIds.some((each) => each === id || each === personId) || accounts.some((each) => each === account);
}

/**
 * Removes names and other words of a person from a text. Only whole words count: forgetting Al leaves Alma alone. Texts of
 * messages have `&`, `<` and `>` encoded, so both forms are looked for.
 */
export function removeFrom(text: string, words: readonly string[]): string {
  const forms = words.flatMap((word) => [word, encoded(word)]).filter((word) => word.trim().length > 1);
  // The longest first: a name may begin with another one.
  const patterns = [...new Set(forms)].sort((a, b) => b.length - a.length).map(escapePattern);
  if (patterns.length === 0) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), REMOVED);
}

function encoded(word: string): string {
  return word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapePattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
