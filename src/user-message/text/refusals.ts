import { AccessDenied } from '../../access/index.ts';
import {
  AlreadyReversed,
  type ChangeRequest,
  NoSuchDraft,
  NoSuchRequest,
  OpenRequestExists,
  RequestOfNewerVersion,
  requesterName,
  SentAlready,
} from '../../changes/index.ts';
import { hadNoEffect, Invalid, NotDone, NotFound } from '../../docspace/index.ts';
import { NoSuchGroup, ReadOnlyGroup } from '../../groups/errors.ts';
import {
  type Conflict,
  EditConflict,
  GroupChanged,
  NameTaken,
  NobodyToApprove,
  NoChangeNeeded,
  NoRoomForApproval,
  NothingToUndo,
  RequesterChanged,
  stateText,
} from '../../requests/index.ts';
import { TEXT_OF } from '../../requests/text/kinds.ts';
import { counted, cut, listed, oneLine } from '../../slack/text.ts';
import { accessText } from './access.ts';
import { restoreErrorText } from './restore.ts';

/** What the user can correct, or is not allowed to do, and what to do next; undefined for everything else. */
export function refusalText(error: unknown, contact: string): string | undefined {
  if (error instanceof AccessDenied) return accessText(error, contact);
  if (error instanceof NoSuchGroup) return noSuchGroupText(error);
  if (error instanceof NotFound)
    return error.path.startsWith('/people')
      ? 'This account is no longer in DocSpace.'
      : 'This group is no longer in DocSpace. To see the groups there are, type /docspace-group list.';
  if (error instanceof ReadOnlyGroup) return readOnlyText(error);
  const request = restoreErrorText(error) ?? requestText(error, contact);
  if (request !== undefined) return request;
  if (error instanceof NotDone && error.cause instanceof Invalid) return notAcceptedText(error.cause);
  if (error instanceof Invalid) return invalidText(error);
  return undefined;
}

/** What people read about requests that cannot be made or found. */
function requestText(error: unknown, contact: string): string | undefined {
  if (error instanceof OpenRequestExists) {
    const { id, group } = error.request;
    return `${requesterName(error.request)} has already requested the deletion of “${group.name}” (request ${id}). A group can have one open request at a time, so that one has to be decided first.`;
  }
  if (error instanceof SentAlready)
    return `This form was already sent as ${error.request.id}, which is ${stateText(error.request)}. ${TEXT_OF[error.request.kind].again}`;
  if (error instanceof EditConflict) return error.conflicts.map(conflictText).join(' ');
  if (error instanceof RequesterChanged)
    return 'Your Slack account matches a different DocSpace account than when this form was opened. Open it again.';
  if (error instanceof NoChangeNeeded)
    return error.kind === 'join'
      ? `You are already a member of “${error.groupName}”.`
      : `You are not a member of “${error.groupName}”.`;
  if (error instanceof AlreadyReversed) return undoneAlreadyText(error.request);
  if (error instanceof NothingToUndo)
    return `There is nothing to undo: ${error.requestId} changed nothing in this portal, or what it changed is no longer kept.`;
  if (error instanceof NameTaken)
    return `${error.groups.length === 1 ? 'There is already a group' : `There are already ${error.groups.length} groups`} named “${error.groupName}”, so nothing was created. To create one anyway, type /docspace-group create again and confirm it.`;
  if (error instanceof NoSuchDraft)
    return 'This form has expired. Type the command again, such as /docspace-group delete.';
  if (error instanceof NoSuchRequest)
    return 'This request is no longer kept. To request it again, type /docspace-group delete.';
  if (error instanceof RequestOfNewerVersion)
    return `Request ${error.requestId} was made by a newer version of this app, which this version can’t change. Ask ${contact} to update it.`;
  if (error instanceof GroupChanged)
    return `“${error.groupName}” has changed since this form was opened. The form shows it as it is now, and your reason is still here.`;
  if (error instanceof NoRoomForApproval)
    return `The approval thread could not be posted: ${error.why ?? `Slack did not accept it (${error.slackCode})`}. Request it again when that is fixed, or in another channel. Your reason is still here.`;
  if (error instanceof NobodyToApprove)
    return `Too few people besides you can approve deletions here, so this request could never be approved. Ask ${contact} to name more in APPROVERS.`;
  return undefined;
}

function undoneAlreadyText(reversal: ChangeRequest): string {
  const { id, reverses = 'This', state } = reversal;
  const by = requesterName(reversal);
  if (state === 'applied') return `${reverses} is already undone: ${id}, by ${by}.`;
  return `${by} is already undoing ${reverses}: ${id} is ${stateText(reversal)}.`;
}

/** Both values of a field, and who changed it where that is known. */
function conflictText({ field, yours = 'no manager', theirs, by }: Conflict): string {
  const isName = field === 'name';
  const quoted = (value: string) => (isName ? `“${value}”` : value);
  const noun = isName ? 'group' : 'manager';
  const verb = isName ? 'renamed' : theirs === undefined ? 'removed' : 'changed';
  const to = theirs === undefined ? '' : ` to ${quoted(theirs)}`;
  const news = by
    ? `${by === 'you' ? 'You' : by.name} ${verb} the ${noun}${to}`
    : `The ${noun} was ${verb}${to} in DocSpace`;
  return `${news} (you entered ${quoted(yours)}) since this form was opened.`;
}

function invalidText(error: Invalid): string {
  if (hadNoEffect(error)) return notAcceptedText(error);
  return `${notAccepted(error)} It is not certain whether anything was changed. Check before you send it again.`;
}

/** The portal's own sentence, which ends as the portal likes. */
function notAccepted({ detail }: Invalid): string {
  return `DocSpace did not accept this${detail === undefined ? '.' : `: ${detail.slice(0, 300)}`}`;
}

function notAcceptedText(error: Invalid): string {
  return error.detail === undefined
    ? 'DocSpace did not accept this. Check the name and the people, and send it again.'
    : notAccepted(error);
}

function noSuchGroupText({ typed, nearest, onlyFirst, unreadable }: NoSuchGroup): string {
  const among = onlyFirst === undefined ? '' : ` among the first ${onlyFirst}`;
  const names = [...new Set(nearest.map(({ name }) => oneLine(name)))];
  const next =
    names.length > 0
      ? `Did you mean ${listed(names, names.length, 'or')}?`
      : onlyFirst === undefined
        ? 'To see all groups, type /docspace-group list.'
        : 'Use its id, or its link from DocSpace.';
  const damaged =
    unreadable === 0
      ? ''
      : ` ${counted(unreadable, 'group')} could not be compared, because DocSpace can’t show ${unreadable === 1 ? 'it' : 'them'}. If you mean ${unreadable === 1 ? 'that one' : 'one of those'}, use its id or its link.`;
  return `No group matches “${cut(oneLine(typed), 100)}”${among}.${damaged} ${next}`;
}

function readOnlyText({ source, groupName }: ReadOnlyGroup): string {
  return source === 'ldap'
    ? `“${groupName}” comes from your company’s directory (LDAP). Edit it there: the next sync would undo an edit from here.`
    : `“${groupName}” is built into DocSpace and can’t be edited or deleted.`;
}
