import type { PortalAnswer } from './answer.ts';

/** `?fields=id,name,manager.id` (or `fields[]=`) keeps those properties of each item; the envelope stays. */
export function onlyFields(answer: PortalAnswer, wanted: readonly string[]): PortalAnswer {
  const { json } = answer;
  if (wanted.length === 0 || typeof json !== 'object' || json === null || !('response' in json)) return answer;
  return { ...answer, json: { ...json, response: picked(json.response, wanted) } };
}

function picked(value: unknown, wanted: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => picked(item, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (wanted.includes(name)) return [[name, inner]];
    const below = wanted.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    return below.length > 0 ? [[name, picked(inner, below)]] : [];
  });
  return Object.fromEntries(entries);
}
