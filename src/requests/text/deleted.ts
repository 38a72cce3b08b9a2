import { approvalsOf, type ChangeRequest, requesterName } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { dayText } from '../../slack/dates.ts';
import { listed } from '../../slack/text.ts';
import { AN_APPROVER } from './status.ts';

/** A deletion by this app: when, by whom, and who approved it. */
export function deletedText(deletion: ChangeRequest, when: string): string {
  const name = `“${nameOf(deletion.group)}”`;
  const by = requesterName(deletion);
  const approvers = approversOf(deletion);
  const sentence =
    approvers === undefined
      ? `${name} was deleted ${when} by ${by}.`
      : `${name} was deleted ${when} by ${by}, approved by ${approvers}.`;
  const restored = restoredSinceText(deletion);
  return restored === undefined ? sentence : `${sentence} ${restored}`;
}

/** The same for a card that already names the group. */
export function deletedSinceText(deletion: ChangeRequest, when: string): string {
  const by = requesterName(deletion);
  const approvers = approversOf(deletion);
  const sentence =
    approvers === undefined
      ? `🗑️ Deleted ${when} by ${by} (${deletion.id}).`
      : `🗑️ Deleted ${when} by ${by}, approved by ${approvers} (${deletion.id}).`;
  const restored = restoredSinceText(deletion);
  return restored === undefined ? sentence : `${sentence} ${restored}`;
}

function restoredSinceText({ facts: { restored } }: ChangeRequest): string | undefined {
  if (!restored) return undefined;
  return `${restored.by?.name ?? 'The requester'} has restored it since as a new group (${restored.id}).`;
}

/** Who approved a deletion; undefined if only its requester did. */
function approversOf(deletion: ChangeRequest): string | undefined {
  const names = approvalsOf(deletion).map(({ name }) => name ?? AN_APPROVER);
  const own = names.length === 1 && names[0] === deletion.requester?.name;
  return names.length === 0 || own ? undefined : listed(names);
}

/** A deletion outside this app, and when the app first noticed. */
export function missingText(name: string | undefined, when: string): string {
  const group = name === undefined ? 'This group' : `“${nameOf({ name })}”`;
  return `${group} is no longer in DocSpace. It was deleted outside this app (first noticed ${when}). To see the groups there are, type /docspace-group list.`;
}

/** A date in plain text; blocks use Slack's date formatting. */
export function onDay(at: number): string {
  return `on ${dayText(at)}`;
}
