/** Above the commands. */
export const LEAD = 'What you can do with DocSpace groups:';

/** The same after words that are no command. */
export function unknownLead(typed: string): string {
  return `There is no command “${typed}”. What you can do:`;
}

/** Below the commands. */
export const HINT =
  'A group is a name, an id, or a link from DocSpace. More about one command: /docspace-group help delete';

/** A command and what it does. */
export function commandText(typed: string, summary: string): string {
  return `${typed}: ${summary}.`;
}

/** Other words for a command. */
export function aliasesText(aliases: readonly string[]): string {
  return `Also: ${aliases.join(', ')}.`;
}

/** What `help` says of itself. */
export const SUMMARY = 'this overview, or more about one command';
export const DETAILS = ['Only you see it.'];
