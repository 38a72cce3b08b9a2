import type { CallerStatus } from '../access/index.ts';
import { personName, ROLE_WORDS } from '../groups/format.ts';
import { type Block, bold, lines } from '../slack/blocks.ts';

/** Who a user is in DocSpace and what they can do, in lines; `why` puts a refusal into a sentence. */
export function accessSummary(
  status: CallerStatus,
  why: (status: Extract<CallerStatus, { known: false }>) => string,
): Block {
  if (!status.known) return lines([why(status)]);
  const { person } = status.caller;
  const may = operationsText(status.may);
  return lines(
    [bold('In DocSpace you are '), `${personName(person)}, ${ROLE_WORDS[person.role]}.\n`],
    [bold('You may '), may],
  );
}

/** The same as one sentence. */
export function accessSentence(status: Extract<CallerStatus, { known: true }>): string {
  const { person } = status.caller;
  return `In DocSpace you are ${personName(person)}, ${ROLE_WORDS[person.role]}. You may ${operationsText(status.may)}`;
}

function operationsText(may: Extract<CallerStatus, { known: true }>['may']): string {
  if (may.create) return 'look up, create and change groups, ask for deletions, and approve those of others.';
  // Looking without asking: the account meant another person until a short while ago.
  if (may.read && !may.ask)
    return 'only look up groups for one day: your Slack account now matches a different DocSpace account than before.';
  if (may.read) return 'look up groups and ask for deletions. Creating, changing and approving need a DocSpace admin.';
  return 'do nothing with groups: DocSpace shows them to room admins and above.';
}
