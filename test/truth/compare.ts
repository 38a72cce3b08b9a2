/** What stands in a recording for a value that is another one on every portal. */
const PLACEHOLDER = /\{(\d+|date|picture|end|stack|trace)\}/g;
const FORMS: Readonly<Record<string, string>> = {
  date: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}(?:Z|[+-]\d\d:\d\d)`,
  picture: String.raw`/[^?]+\?hash=-?\d+`,
  end: '[0-9a-f]{4}',
  stack: String.raw`\s+at [\s\S]+`,
  trace: '00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]',
};
const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Ids of the recording (`{4}`) and the ids they have here; learnt when first met. */
export type Ids = Map<string, string>;

/** A recorded text with the ids of this portal in it. */
export function filled(text: string, ids: Ids): string {
  return text.replace(/\{(\d+)\}/g, (found, id: string) => ids.get(id) ?? found);
}

/** Where an answer differs from the recorded one: a line for each place, none when they are the same. */
export function differences(recorded: unknown, answered: unknown, ids: Ids, at = '$'): string[] {
  if (typeof recorded === 'string' && typeof answered === 'string') {
    return textFits(recorded, answered, ids) ? [] : [`${at}: ${shown(answered)}, recorded ${shown(recorded)}`];
  }
  if (Array.isArray(recorded) && Array.isArray(answered)) {
    const length = Math.max(recorded.length, answered.length);
    return Array.from({ length }, (_, n) => differences(recorded[n], answered[n], ids, `${at}[${n}]`)).flat();
  }
  if (isObject(recorded) && isObject(answered)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(answered)]);
    return [...names].flatMap((name) => differences(recorded[name], answered[name], ids, `${at}.${name}`));
  }
  return recorded === answered ? [] : [`${at}: ${shown(answered)}, recorded ${shown(recorded)}`];
}

function textFits(recorded: string, answered: string, ids: Ids): boolean {
  const met: string[] = [];
  const pattern = recorded
    .split(PLACEHOLDER)
    .map((part, n) => {
      if (n % 2 === 0) return escaped(part);
      if (FORMS[part]) return FORMS[part];
      const known = ids.get(part);
      if (known !== undefined) return known;
      met.push(part);
      return `(${ID})`;
    })
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(answered);
  if (!found) return false;
  for (const [n, id] of met.entries()) ids.set(id, found[n + 1] ?? '');
  return true;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 200) ?? 'nothing';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
