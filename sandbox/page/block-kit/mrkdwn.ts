import { decodeEntities } from './entities.ts';
import { lineRuns } from './line-runs.ts';
import { readMrkdwnLine, unwrapLinks } from './mrkdwn-line.ts';
import type { BlockNode } from './text-nodes.ts';

const QUOTED = /^(?:>|&gt;) ?/;
const BULLET = /^\s*[•◦▪-] +/;

/** Reads Slack's mrkdwn into passages, entities decoded once. */
export function readMrkdwn(text: string, verbatim = false): BlockNode[] {
  // Odd parts stand between triple backticks; an opening one without its closing one is text.
  const parts = text.split(/```([\s\S]+?)```/);
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [readCode(part)];
    const lines = part.split('\n');
    // The line break before and after a code block is the block's own.
    if (index > 0 && lines[0]?.trim() === '') lines.shift();
    if (index < parts.length - 1 && lines.at(-1)?.trim() === '') lines.pop();
    return readLines(lines, verbatim);
  });
}

function readCode(part: string): BlockNode {
  const text = part.replace(/^\n/, '').replace(/\n$/, '');
  return { kind: 'preformatted', text: decodeEntities(unwrapLinks(text)) };
}

function readLines(lines: readonly string[], verbatim: boolean): BlockNode[] {
  return lineRuns(lines, kindOfLine).map(({ kind, lines: run }) => {
    if (kind === 'list')
      return {
        kind,
        ordered: false,
        items: run.map((line) => readMrkdwnLine(line.replace(BULLET, ''), verbatim)),
      };
    const bare = kind === 'quote' ? run.map((line) => line.replace(QUOTED, '')) : run;
    return { kind, nodes: readMrkdwnLine(bare.join('\n'), verbatim) };
  });
}

function kindOfLine(line: string): 'quote' | 'list' | 'paragraph' {
  if (QUOTED.test(line)) return 'quote';
  return BULLET.test(line) ? 'list' : 'paragraph';
}
