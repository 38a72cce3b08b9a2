import type { Standing } from '../access/index.ts';
import { personName, ROLE_WORDS } from '../groups/format.ts';
import { type Block, bold, lines } from '../slack/blocks.ts';

/** Who somebody is in DocSpace and what they may do, in lines; `why` turns a refusal into words. */
export function standingLines(
  standing: Standing,
  why: (standing: Extract<Standing, { known: false }>) => string,
): Block {
  if (!standing.known) return lines([why(standing)]);
  const { person } = standing.caller;
  const may = deedWords(standing.may);
  return lines(
    [bold('In DocSpace you are '), `${personName(person)}, ${ROLE_WORDS[person.role]}.\n`],
    [bold('You may '), may],
  );
}

/** The same as one sentence. */
export function standingSentence(standing: Extract<Standing, { known: true }>): string {
  const { person } = standing.caller;
  return `In DocSpace you are ${personName(person)}, ${ROLE_WORDS[person.role]}. You may ${deedWords(standing.may)}`;
}

function deedWords(may: Extract<Standing, { known: true }>['may']): string {
  if (may.create) return 'look up, create and change groups, ask for deletions, and approve those of others.';
  if (may.read) return 'look up groups and ask for deletions. Creating, changing and approving need a DocSpace admin.';
  return 'do nothing with groups: DocSpace shows them to room admins and above.';
}
