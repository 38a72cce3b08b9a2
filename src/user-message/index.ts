import { AccessDenied } from '../access/index.ts';
import { DocSpaceError, HalfDeleted, hadNoEffect, NotCertain } from '../docspace/index.ts';
import { NoSuchGroup } from '../groups/errors.ts';
import { goneMessage } from '../requests/cards/gone-group.ts';
import { GroupGone } from '../requests/index.ts';
import type { UserMessage } from '../slack/error-reporter.ts';
import { NotCertainCommitted } from '../store/index.ts';
import { accessText } from './text/access.ts';
import { docspaceErrorNews } from './text/docspace.ts';
import { failureText, withoutAdvice } from './text/failures.ts';
import { refusalText } from './text/refusals.ts';

export { startMessage } from './text/failures.ts';

/**
 * The only place where an error becomes a sentence: what happened, to what, and what to do next.
 * @param contact who helps when the app itself is broken
 */
export function userMessage(error: unknown, contact: string): UserMessage {
  return refusalMessage(error, contact) ?? failureMessage(error, contact);
}

/** What DocSpace, Slack, the database or the app itself did not do: nothing is known to be wrong with what the user did. */
function failureMessage(error: unknown, contact: string): UserMessage {
  const text = failureText(error, contact);
  return {
    kind: 'failure',
    text,
    withoutAdvice: withoutAdvice(text),
    unclear: mayBeDone(error),
    ...newsOf(error, contact),
    ...(error instanceof NotCertain && error.found.length > 0 ? { groups: error.found } : {}),
  };
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

/** What the user can correct, or is not allowed to do; undefined for everything else. */
function refusalMessage(error: unknown, contact: string): UserMessage | undefined {
  if (error instanceof GroupGone) return { kind: 'refusal', ...goneMessage(error) };
  const text = refusalText(error, contact);
  if (text === undefined) return undefined;
  const nearest = error instanceof NoSuchGroup ? error.nearest : [];
  return {
    kind: 'refusal',
    text,
    ...(error instanceof AccessDenied ? { forUser: accessText(error, contact, { private: true }) } : {}),
    unclear: mayBeDone(error),
    ...(nearest.length > 0 ? { choices: nearest.map(({ id, name }) => ({ text: name, value: id })) } : {}),
  };
}
