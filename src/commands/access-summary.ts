import type { CallerStatus } from '../access/index.ts';
import { personName } from '../groups/format.ts';
import { ROLE_NAMES } from '../groups/text/groups.ts';
import { type Block, bold, lines } from '../slack/blocks.ts';
import * as text from './text.ts';

type Known = Extract<CallerStatus, { known: true }>;

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
  return lines([bold(text.YOU_ARE), `${whoText(status)}\n`], [bold(text.YOU_CAN), operationsText(status.may, asking)]);
}

/** The same in two sentences. */
export function accessSentence(status: Known, asking: boolean): string {
  return `${text.YOU_ARE}${whoText(status)} ${text.YOU_CAN}${operationsText(status.may, asking)}`;
}

function whoText({ caller: { person } }: Known): string {
  return `${personName(person)}, ${ROLE_NAMES[person.role]}.`;
}

function operationsText(may: Known['may'], asking: boolean): string {
  if (may.create) return text.CAN_DO_ALL;
  // Looking without asking: the account meant another person until a short while ago.
  if (may.read && !may.ask) return text.CAN_LOOK_FOR_A_DAY;
  if (may.read) return asking ? text.CAN_REQUEST_ALL : text.CAN_REQUEST_DELETIONS;
  return asking ? text.CAN_JOIN : text.CAN_DO_NOTHING;
}
