import { decodeEntities } from './entities.ts';
import { readReference } from './mrkdwn-reference.ts';
import { safeLink } from './safe-link.ts';
import type { InlineNode } from './text-nodes.ts';

/** What bare nodes become where the text is not `verbatim`. */
const BARE = /\bhttps?:\/\/[^\s<>|]+|(?<![\w@])@(?:here|channel|everyone)\b|(?<![\w#&])#[\p{L}\p{N}][\p{L}\p{N}_-]*/gu;

/** Code, a reference, an emoji, or text between a pair of marks, which are at word edges. */
const MARKED = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<reference>[^<>\\n]+)>',
    '(?<![\\w:]):(?<emoji>[a-z0-9_+-]+(?:::skin-tone-[2-6])?):(?!\\w)',
    ...['bold:\\*', 'italic:_', 'strike:~'].map((each) => {
      const [name, mark] = each.split(':');
      return `(?<![\\p{L}\\p{N}${mark}])${mark}(?<${name}>(?!\\s)[^\\n]*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`;
    }),
  ].join('|'),
  'u',
);

/** Reads mrkdwn within a paragraph; line breaks stay in the text. */
export function readMrkdwnLine(text: string, verbatim: boolean): InlineNode[] {
  const nodes: InlineNode[] = [];
  let rest = text;
  for (let found = MARKED.exec(rest); found; found = MARKED.exec(rest)) {
    nodes.push(...readBare(rest.slice(0, found.index), verbatim), readMarked(found, verbatim));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, ...readBare(rest, verbatim)];
}

function readMarked(found: RegExpExecArray, verbatim: boolean): InlineNode {
  const { code, reference, emoji, bold, italic, strike } = found.groups ?? {};
  if (code !== undefined) return { kind: 'code', text: decodeEntities(unwrapLinks(code)) };
  if (reference !== undefined) return readReference(reference);
  if (emoji !== undefined) return { kind: 'emoji', name: emoji };
  if (bold !== undefined) return { kind: 'bold', nodes: readMrkdwnLine(bold, verbatim) };
  if (italic !== undefined) return { kind: 'italic', nodes: readMrkdwnLine(italic, verbatim) };
  return { kind: 'strike', nodes: readMrkdwnLine(strike ?? '', verbatim) };
}

/** In code, Slack shows a link as its label. */
export function unwrapLinks(text: string): string {
  return text.replace(/<([^<>|\s]+:[^<>|]+)(?:\|([^<>]+))?>/g, (_, url: string, label?: string) => label ?? url);
}

function readBare(text: string, verbatim: boolean): InlineNode[] {
  if (text === '') return [];
  if (verbatim) return [{ kind: 'text', text: decodeEntities(text) }];
  const nodes: InlineNode[] = [];
  let end = 0;
  for (const found of text.matchAll(BARE)) {
    // A full stop or bracket at the end of an address belongs to the sentence.
    const bare = found[0].startsWith('http') ? found[0].replace(/[.,;:!?)\]}'"*_~]+$/, '') : found[0];
    const before = text.slice(end, found.index);
    if (before) nodes.push({ kind: 'text', text: decodeEntities(before) });
    nodes.push(readBareWord(decodeEntities(bare)));
    end = found.index + bare.length;
  }
  const after = text.slice(end);
  return after ? [...nodes, { kind: 'text', text: decodeEntities(after) }] : nodes;
}

function readBareWord(bare: string): InlineNode {
  if (bare.startsWith('#')) return { kind: 'channel-name', name: bare.slice(1) };
  if (bare === '@here') return { kind: 'everybody', range: 'here' };
  if (bare === '@channel') return { kind: 'everybody', range: 'channel' };
  if (bare === '@everyone') return { kind: 'everybody', range: 'everyone' };
  const url = safeLink(bare);
  return url ? { kind: 'link', url, text: bare } : { kind: 'text', text: bare };
}
