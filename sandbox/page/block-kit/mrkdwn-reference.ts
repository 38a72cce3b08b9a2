import { decodeEntities } from './entities.ts';
import { safeLink } from './safe-link.ts';
import type { InlineNode } from './text-nodes.ts';

/** Parses what is between `<` and `>`: a mention, a date or a link; anything else stays text. */
export function readReference(inner: string): InlineNode {
  const [target = '', ...rest] = inner.split('|');
  const label = rest.length > 0 ? decodeEntities(rest.join('|')) : undefined;
  const named = label ? { label } : {};
  if (/^@[UW]\w+$/.test(target)) return { kind: 'user', id: target.slice(1), ...named };
  if (/^#[CGD]\w+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...named };
  if (/^!subteam\^\w+$/.test(target)) return { kind: 'group', id: target.slice('!subteam^'.length), ...named };
  if (target === '!here' || target === '!channel' || target === '!everyone')
    return { kind: 'everybody', range: readRange(target) };
  if (target.startsWith('!date^')) return readDate(target, label);
  const url = safeLink(decodeEntities(target));
  if (url) return { kind: 'link', url, text: label ?? url.replace(/^mailto:/i, '') };
  return { kind: 'text', text: decodeEntities(`<${inner}>`) };
}

function readRange(target: '!here' | '!channel' | '!everyone'): 'here' | 'channel' | 'everyone' {
  if (target === '!here') return 'here';
  return target === '!channel' ? 'channel' : 'everyone';
}

function readDate(target: string, fallback = ''): InlineNode {
  const [, seconds = '', format = '', link = ''] = target.split('^');
  if (!/^\d{1,12}$/.test(seconds)) return { kind: 'text', text: fallback };
  const url = safeLink(decodeEntities(link));
  const date = { timestamp: Number(seconds), format: decodeEntities(format), fallback };
  return { kind: 'date', ...date, ...(url ? { url } : {}) };
}
