import type { CallerStatus } from '../access/index.ts';
import { personName, ROLE_NAMES } from '../groups/format.ts';
import { type Block, bold, lines } from '../slack/blocks.ts';

/**
 * Who a user is in DocSpace and what they can do, in lines; `why` puts a refusal into a sentence.
 * @param asking whether people can ask for changes they cannot make alone
 */
export function accessSummary(
  status: CallerStatus,
  asking: boolean,
  why: (status: Extract<CallerStatus, { known: false }>) => string,
): Block {
  if (!status.known) return lines([why(status)]);
  const { person } = status.caller;
  const may = operationsText(status.may, asking);
  return lines(
    [bold('In DocSpace you are '), `${personName(person)}, ${ROLE_NAMES[person.role]}.\n`],
    [bold('You can '), may],
  );
}

/** The same as one sentence. */
export function accessSentence(status: Extract<CallerStatus, { known: true }>, asking: boolean): string {
  const { person } = status.caller;
  return `In DocSpace you are ${personName(person)}, ${ROLE_NAMES[person.role]}. You can ${operationsText(status.may, asking)}`;
}

function operationsText(may: Extract<CallerStatus, { known: true }>['may'], asking: boolean): string {
  if (may.create) return 'look up, create and change groups, request deletions, and approve the requests of others.';
  // Looking without asking: the account meant another person until a short while ago.
  if (may.read && !may.ask)
    return 'only look up groups for one day: your Slack account now matches a different DocSpace account than before.';
  if (may.read && asking)
    return 'look up groups, and request any change of them. The owner or a DocSpace admin approves it.';
  if (may.read) return 'look up groups and request deletions. Creating, changing and approving need a DocSpace admin.';
  if (asking)
    return 'ask to join or leave a group, on its card in a channel. Looking groups up is for room admins and above.';
  return 'do nothing with groups: DocSpace shows them to room admins and above.';
}
