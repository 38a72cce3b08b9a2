import { AlreadyReversed, type ChangeRequest, requesterName } from '../../changes/index.ts';
import { NotRestorable, spanText, stateText } from '../../requests/index.ts';
import { oneLine } from '../../slack/text.ts';

/** Why a deleted group cannot be restored, for people; undefined for other errors. */
export function restoreErrorText(error: unknown): string | undefined {
  if (error instanceof AlreadyReversed && error.request.kind === 'restore') return reversedText(error.request);
  return error instanceof NotRestorable ? notRestorableText(error) : undefined;
}

function reversedText(reversal: ChangeRequest): string {
  const { id, state, wanted, group } = reversal;
  const name = `“${oneLine((wanted ?? group).name)}”`;
  return state === 'applied'
    ? `${name} is already restored, by ${requesterName(reversal)}: ${id}.`
    : `${requesterName(reversal)} is already restoring ${name}: ${id} is ${stateText(reversal)}.`;
}

function notRestorableText({ deletion, why, restoreForMs }: NotRestorable): string {
  const { id, group, facts } = deletion;
  const name = `“${oneLine(group.name)}”`;
  switch (why) {
    case 'not-deleted':
      return `Request ${id} did not delete a group, so there is nothing to restore.`;
    case 'already-gone':
      return `${name} was already gone from DocSpace. Only what this app deleted can be restored.`;
    case 'damaged':
      return 'DocSpace could not show this group before it was deleted, so what to restore is not known.';
    case 'restored':
      return `${name} is already restored${facts.restored ? `, ${facts.restored.id}` : ''}.`;
    case 'too-old':
      return `${name} was deleted more than ${spanText(restoreForMs)} ago and can no longer be restored. To create it again, type /docspace-group create.`;
    case 'not-kept':
      return `Who was in ${name} is no longer kept, so it can’t be restored. To create it again, type /docspace-group create.`;
    case 'elsewhere':
      return `The deletion ${id} belongs to another portal or workspace, so it can’t be restored here.`;
  }
}
