import { AccessDenied } from '../access/index.ts';
import {
  AlreadyReversed,
  type ChangeRequest,
  NoSuchDraft,
  NoSuchRequest,
  OpenRequestExists,
  RequestOfNewerVersion,
  requesterName,
  SentAlready,
} from '../changes/index.ts';
import { DocSpaceError, HalfDeleted, hadNoEffect, Invalid, NotCertain, NotDone, NotFound } from '../docspace/index.ts';
import { NoSuchGroup, ReadOnlyGroup } from '../groups/errors.ts';
import { goneMessage } from '../requests/cards/gone-group.ts';
import {
  type Conflict,
  EditConflict,
  GroupChanged,
  GroupGone,
  NameTaken,
  NobodyToApprove,
  NoChangeNeeded,
  NoRoomForApproval,
  NothingToUndo,
  RequesterChanged,
  stateText,
} from '../requests/index.ts';
import { WORDS_OF } from '../requests/text/kind-words.ts';
import type { UserMessage } from '../slack/error-reporter.ts';
import { slackError, unusableAnswer } from '../slack/failure.ts';
import { counted, cut, listed, oneLine } from '../slack/text.ts';
import { TokenRefused } from '../slack/token-refused.ts';
import { DatabaseBusy, DatabaseFull, DatabaseUnreachable, NotCertainCommitted } from '../store/index.ts';
import { accessText } from './text/access.ts';
import { docspaceErrorNews, docspaceErrorText, TRY_AGAIN } from './text/docspace.ts';
import { restoreErrorText } from './text/restore.ts';

/**
 * The only place where an error becomes a sentence: what happened, to what, and what to do next.
 * @param contact who helps when the app itself is broken
 */
export function userMessage(error: unknown, contact: string): UserMessage {
  const text = failureText(error, contact);
  return (
    refusalWords(error, contact) ?? {
      kind: 'failure',
      text,
      withoutAdvice: text.replace(` ${TRY_AGAIN}`, ''),
      unclear: mayBeDone(error),
      ...newsOf(error, contact),
      ...(error instanceof NotCertain && error.found.length > 0 ? { groups: error.found } : {}),
    }
  );
}

function newsOf(error: unknown, contact: string): Pick<UserMessage, 'news'> {
  const news = error instanceof DocSpaceError ? docspaceErrorNews(error, contact) : undefined;
  return news === undefined ? {} : { news };
}

function mayBeDone(error: unknown): boolean {
  if (error instanceof NotCertainCommitted) return true;
  // What a deletion that failed half-way has done is known.
  return error instanceof DocSpaceError && !hadNoEffect(error) && !(error instanceof HalfDeleted);
}

/** Why the app cannot start, in words, for the person who runs it; undefined where the error's own message says it. */
export function startMessage(error: unknown): string | undefined {
  if (!(error instanceof TokenRefused)) return undefined;
  const where = error.variable === 'SLACK_APP_TOKEN' ? '"Basic Information"' : '"OAuth & Permissions"';
  return `Slack did not accept ${error.variable} (${error.slackCode}). Copy it again from ${where} of your app at api.slack.com/apps.`;
}

/** Words for what the person can mend, or simply may not do; undefined for failures of anything else. */
function refusalWords(error: unknown, contact: string): UserMessage | undefined {
  if (error instanceof GroupGone) return { kind: 'refusal', ...goneMessage(error) };
  const text = refusalText(error, contact);
  if (text === undefined) return undefined;
  const nearest = error instanceof NoSuchGroup ? error.nearest : [];
  return {
    kind: 'refusal',
    text,
    ...(error instanceof AccessDenied ? { forUser: accessText(error, contact, error.email) } : {}),
    unclear: mayBeDone(error),
    ...(nearest.length > 0 ? { choices: nearest.map(({ id, name }) => ({ text: name, value: id })) } : {}),
  };
}

function refusalText(error: unknown, contact: string): string | undefined {
  if (error instanceof AccessDenied) return accessText(error, contact);
  if (error instanceof NoSuchGroup) return noSuchGroupText(error);
  if (error instanceof NotFound)
    return error.path.startsWith('/people')
      ? 'DocSpace does not know this account (any more).'
      : 'DocSpace does not know this group (any more). It was probably deleted; /docspace-group list shows the groups there are.';
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
    return `${requesterName(error.request)} has already requested the deletion of “${group.name}” (request ${id}). Only one request at a time can be open for a group; decide that one first.`;
  }
  if (error instanceof SentAlready)
    return `This form was already sent as ${error.request.id}, which is ${stateText(error.request)}. ${WORDS_OF[error.request.kind].again}`;
  if (error instanceof EditConflict) return error.conflicts.map(conflictText).join(' ');
  if (error instanceof RequesterChanged)
    return 'Your Slack account means another DocSpace account than when this form was opened. Open it again.';
  if (error instanceof NoChangeNeeded)
    return error.kind === 'join'
      ? `You are already a member of “${error.groupName}”.`
      : `You are not a member of “${error.groupName}”.`;
  if (error instanceof AlreadyReversed) return undoneAlreadyText(error.request);
  if (error instanceof NothingToUndo)
    return `There is nothing to undo: ${error.requestId} changed nothing in this portal, or what it changed is no longer known here.`;
  if (error instanceof NameTaken)
    return `${error.groups.length === 1 ? 'There is already a group' : `There are already ${error.groups.length} groups`} named “${error.groupName}”, so nothing was created. To create one all the same, type /docspace-group create again and confirm it.`;
  if (error instanceof NoSuchDraft)
    return 'This form is no longer known here. Type the command again, such as /docspace-group delete.';
  if (error instanceof NoSuchRequest)
    return 'This request is no longer known here. To request it again, type /docspace-group delete.';
  if (error instanceof RequestOfNewerVersion)
    return `Request ${error.requestId} was made by a newer version of this app, so this version leaves it alone. Ask ${contact} to update it.`;
  if (error instanceof GroupChanged)
    return `“${error.groupName}” has changed since this form was opened. The form shows it as it is now; your reason is still here.`;
  if (error instanceof NoRoomForApproval)
    return `The approval thread could not be posted: ${error.why ?? `Slack does not take it (${error.slackCode})`}. Ask again once that is mended, or in another channel; your reason is still here.`;
  if (error instanceof NobodyToApprove)
    return `Besides you, too few people can approve deletions here, so nobody could decide this. Ask ${contact} to name more in APPROVERS.`;
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
  return `${notAccepted(error)} It is not certain whether anything was changed; check before you send it again.`;
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
      : ` ${counted(unreadable, 'group')} could not be compared: DocSpace cannot show ${unreadable === 1 ? 'it' : 'them'}. If you mean ${unreadable === 1 ? 'that one' : 'one of those'}, use its id or its link.`;
  return `No group matches “${cut(oneLine(typed), 100)}”${among}.${damaged} ${next}`;
}

function readOnlyText({ source, groupName }: ReadOnlyGroup): string {
  return source === 'ldap'
    ? `“${groupName}” comes from your company’s directory (LDAP). Change it there: the next sync would undo what is done here.`
    : `“${groupName}” is built into DocSpace and cannot be changed or deleted.`;
}

function failureText(error: unknown, contact: string): string {
  if (error instanceof DocSpaceError) return docspaceErrorText(error, contact);
  const database = databaseText(error, contact);
  if (database !== undefined) return database;
  const slack = slackError(error);
  if (slack) return slackText(slack, contact);
  if (unusableAnswer(error) !== undefined)
    return 'Slack gave no answer that this app understands. Try again in a minute.';
  return 'Something went wrong in this app, and nothing more was done. Try again.';
}

function databaseText(error: unknown, contact: string): string | undefined {
  if (error instanceof NotCertainCommitted)
    return 'The app’s database did not answer, so it is not certain whether this was saved. Check before you try again.';
  if (error instanceof DatabaseFull)
    return `The disk of the app’s database is full, so nothing was saved. Ask ${contact} to free some space.`;
  if (error instanceof DatabaseBusy)
    return 'The app’s database is locked by another program, so nothing was saved. Try again in a minute.';
  if (error instanceof DatabaseUnreachable)
    return 'The app’s database cannot be reached, so nothing was saved. Try again in a minute.';
  return undefined;
}

const SLACK: Readonly<Record<string, string>> = {
  expired_trigger_id: 'Slack lets a form open within three seconds, and this took longer. Try again.',
  exchanged_trigger_id: 'That click was already used. Try again.',
  invalid_trigger_id: 'Slack no longer knows that click. Try again.',
  ratelimited: 'Slack is asked too often right now. Try again in a minute.',
};

function slackText(code: string, contact: string): string {
  if (code === 'missing_scope')
    return `This Slack app lacks a permission. Ask ${contact} to install it again and allow all scopes of its manifest, the optional ones too.`;
  if (code === 'plan_upgrade_required')
    return `This workspace’s Slack plan has no user groups, but APPROVERS names one. Ask ${contact} to name people there instead.`;
  return SLACK[code] ?? `Slack did not accept what this app sent (${code}). Try again.`;
}
