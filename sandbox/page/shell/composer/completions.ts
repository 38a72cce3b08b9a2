import type { Snapshot } from '../../../page-server/protocol.ts';

/** Something the composer offers to complete a line with. */
export interface Completion {
  /** What the line becomes. */
  line: string;
  label: string;
  /** What follows it, in grey. */
  hint: string;
  description: string;
}

/** What is offered for a line. */
export interface Completions {
  items: readonly Completion[];
  /** Enter takes the first one without an arrow key: something of it has been typed. */
  eager: boolean;
}

export const NO_COMPLETIONS: Completions = { items: [], eager: false };

/** The commands a line can become, or the subcommands in a usage hint. */
export function completionsFor(line: string, commands: Snapshot['commands']): Completions {
  if (!line.startsWith('/')) return NO_COMPLETIONS;
  const [, word = '', rest] = /^(\S+)(?: (\S*))?$/.exec(line) ?? [];
  if (rest === undefined) {
    const items = commands
      .filter(({ command }) => command.startsWith(word.toLowerCase()) && command !== word)
      .map(({ command, description, usageHint }) => ({
        line: `${command} `,
        label: command,
        hint: usageHint,
        description,
      }));
    return { items: word === '' ? [] : items, eager: true };
  }
  const command = commands.find((each) => each.command === word);
  const words = command ? usageCommands(command.usageHint) : [];
  const items = words
    .filter((each) => each.startsWith(rest.toLowerCase()) && each !== rest)
    .map((each) => ({ line: `${word} ${each} `, label: `${word} ${each}`, hint: '', description: '' }));
  // A line that is complete as it is has nothing to be completed.
  return { items: words.includes(rest) ? [] : items, eager: rest !== '' };
}

/** The subcommands of a usage hint such as `create | get | list`. */
function usageCommands(usageHint: string): string[] {
  return usageHint
    .split('|')
    .map((part) => part.trim().split(/\s+/)[0] ?? '')
    .filter((word) => /^[\w-]+$/.test(word));
}
