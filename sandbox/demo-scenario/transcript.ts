import type { Workspace } from '../slack/index.ts';

const WIDTH = 100;

/** Prints what happened in a channel since it was last asked: new messages, and old ones that were updated. */
export function createTranscript(workspace: Workspace, channel: string): () => string[] {
  const printed = new Map<string, string>();
  return () =>
    workspace.messages(channel).flatMap((message) => {
      const words = workspace.wordsOf(message);
      const before = printed.get(message.ts);
      if (before === words) return [];
      printed.set(message.ts, words);
      const who = workspace.nameOf(message.user) ?? message.user;
      const marks = [
        ...(before === undefined ? [] : ['updated']),
        ...(message.visibleTo ? [`only visible to ${workspace.nameOf(message.visibleTo)}`] : []),
      ];
      const indent = message.threadTs ? '      ' : '  ';
      const head = `${indent}${clock(message.ts)} ${who}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
      const bar = `${indent}${message.threadTs ? '└ ' : '│ '}`;
      return [head, ...wrapped(words, WIDTH - bar.length).map((line) => bar + line)];
    });
}

function clock(ts: string): string {
  return new Date(Number(ts.split('.')[0]) * 1000).toISOString().slice(11, 16);
}

/** Words in lines of at most `width` characters. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rows: string[] = [''];
    for (const word of line.split(' ')) {
      const row = rows.at(-1) ?? '';
      if (row !== '' && row.length + 1 + word.length > width) rows.push(word);
      else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
    }
    return rows;
  });
}
