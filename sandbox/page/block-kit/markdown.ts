import { lineRuns } from './line-runs.ts';
import { safeLink } from './safe-link.ts';
import type { BlockNode, InlineNode } from './text-nodes.ts';

const MARKED =
  /`(?<code>[^`\n]+)`|\[(?<label>[^\]\n]+)\]\((?<url>[^\s()]+)\)|\*\*(?<bold>(?!\s)[^\n]+?)\*\*|~~(?<strike>[^\n]+?)~~|(?<![\p{L}\p{N}*])\*(?<star>(?!\s)[^*\n]+?)\*|(?<![\p{L}\p{N}_])_(?<line>(?!\s)[^_\n]+?)_(?![\p{L}\p{N}])|(?<bare>https?:\/\/[^\s<>()]+)/u;

const HEADING = /^(#{1,6}) +/;
const ITEM = /^\s*[-*+] +/;
const NUMBERED = /^\s*\d+[.)] +/;
const QUOTED = /^> ?/;

/** Reads the common part of standard markdown, as markdown blocks hold it. */
export function readMarkdown(text: string): BlockNode[] {
  return text.split(/^```[^\n]*\n([\s\S]*?)\n?```\s*$/m).flatMap((part, index): BlockNode[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: part }];
    return lineRuns(part.split('\n'), kindOfLine).flatMap(({ kind, lines }) => readRun(kind, lines));
  });
}

type LineKind = 'heading' | 'rule' | 'list' | 'numbered' | 'quote' | 'empty' | 'paragraph';

function kindOfLine(line: string): LineKind {
  if (line.trim() === '') return 'empty';
  if (HEADING.test(line)) return 'heading';
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return 'rule';
  if (ITEM.test(line)) return 'list';
  if (NUMBERED.test(line)) return 'numbered';
  return QUOTED.test(line) ? 'quote' : 'paragraph';
}

function readRun(kind: LineKind, lines: string[]): BlockNode[] {
  switch (kind) {
    case 'empty':
      return [];
    case 'rule':
      return [{ kind: 'rule' }];
    case 'heading':
      return lines.map((line) => ({
        kind: 'heading',
        level: HEADING.exec(line)?.[1]?.length ?? 1,
        nodes: readMarkdownLine(line.replace(HEADING, '')),
      }));
    case 'list':
      return [{ kind: 'list', ordered: false, items: lines.map((line) => readMarkdownLine(line.replace(ITEM, ''))) }];
    case 'numbered':
      return [
        { kind: 'list', ordered: true, items: lines.map((line) => readMarkdownLine(line.replace(NUMBERED, ''))) },
      ];
    case 'quote':
      return [{ kind: 'quote', nodes: readMarkdownLine(lines.map((line) => line.replace(QUOTED, '')).join('\n')) }];
    default:
      return [{ kind: 'paragraph', nodes: readMarkdownLine(lines.join('\n')) }];
  }
}

function readMarkdownLine(text: string): InlineNode[] {
  const nodes: InlineNode[] = [];
  let rest = text;
  for (let found = MARKED.exec(rest); found; found = MARKED.exec(rest)) {
    if (found.index > 0) nodes.push({ kind: 'text', text: rest.slice(0, found.index) });
    nodes.push(readMarked(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return rest ? [...nodes, { kind: 'text', text: rest }] : nodes;
}

function readMarked(found: RegExpExecArray): InlineNode {
  const { code, label, url = '', bold, strike, star, line, bare } = found.groups ?? {};
  if (code !== undefined) return { kind: 'code', text: code };
  if (bold !== undefined) return { kind: 'bold', nodes: readMarkdownLine(bold) };
  if (strike !== undefined) return { kind: 'strike', nodes: readMarkdownLine(strike) };
  const italic = star ?? line;
  if (italic !== undefined) return { kind: 'italic', nodes: readMarkdownLine(italic) };
  const link = safeLink(bare ?? url);
  return link ? { kind: 'link', url: link, text: label ?? link } : { kind: 'text', text: found[0] };
}
