import { DocSpaceError } from '../../docspace/index.ts';
import { slackError, unusableAnswer } from '../../slack/failure.ts';
import { TokenRefused } from '../../slack/token-refused.ts';
import { DatabaseBusy, DatabaseFull, DatabaseUnreachable, NotCertainCommitted } from '../../store/index.ts';
import { NOT_YOURS, TRY_AGAIN } from './advice.ts';
import { docspaceErrorText } from './docspace.ts';

/** Why the app can’t start, for the person who runs it; undefined where the error's own message says it. */
export function startMessage(error: unknown): string | undefined {
  if (!(error instanceof TokenRefused)) return undefined;
  const where = error.variable === 'SLACK_APP_TOKEN' ? '“Basic Information”' : '“OAuth & Permissions”';
  return `Slack did not accept ${error.variable} (${error.slackCode}). Copy it again from ${where} of your app at api.slack.com/apps.`;
}

/** What went wrong with DocSpace, the database, Slack or the app itself, and what to do next. */
export function failureText(error: unknown, contact: string): string {
  if (error instanceof DocSpaceError) return docspaceErrorText(error, contact);
  const database = databaseText(error, contact);
  if (database !== undefined) return database;
  const slack = slackError(error);
  if (slack) return slackText(slack, contact);
  if (unusableAnswer(error) !== undefined)
    return `Slack sent no answer that this app can read. ${NOT_YOURS} ${TRY_AGAIN}`;
  return `Something went wrong in this app, and nothing more was done. ${NOT_YOURS} ${TRY_AGAIN}`;
}

function databaseText(error: unknown, contact: string): string | undefined {
  if (error instanceof NotCertainCommitted)
    return 'The app’s database did not answer, so it is not certain whether this was saved. Check before you try again.';
  if (error instanceof DatabaseFull)
    return `The disk of the app’s database is full, so nothing was saved. ${NOT_YOURS} Ask ${contact} to free some space.`;
  if (error instanceof DatabaseBusy)
    return `The app’s database is locked by another program, so nothing was saved. ${NOT_YOURS} ${TRY_AGAIN}`;
  if (error instanceof DatabaseUnreachable)
    return `The app’s database can’t be reached, so nothing was saved. ${NOT_YOURS} ${TRY_AGAIN}`;
  return undefined;
}

const SLACK: Readonly<Record<string, string>> = {
  expired_trigger_id: 'Slack lets a form open within three seconds, and this took longer. Try again.',
  exchanged_trigger_id: 'That click was used already. Try again.',
  invalid_trigger_id: 'That click has expired. Try again.',
  ratelimited: `Slack limits how often apps can call it, and that limit is reached. ${NOT_YOURS} ${TRY_AGAIN}`,
};

function slackText(code: string, contact: string): string {
  if (code === 'missing_scope')
    return `This Slack app lacks a permission. Ask ${contact} to install it again and allow all scopes of its manifest, the optional ones too.`;
  if (code === 'plan_upgrade_required')
    return `This workspace’s Slack plan has no user groups, but APPROVERS names one. Ask ${contact} to name people there instead.`;
  return SLACK[code] ?? `Slack did not accept what this app sent (${code}). ${NOT_YOURS} ${TRY_AGAIN}`;
}

/** The same without what only helps a user who waits: for work that repeats itself. */
export function withoutAdvice(text: string): string {
  return text.replace(` ${NOT_YOURS}`, '').replace(` ${TRY_AGAIN}`, '');
}
