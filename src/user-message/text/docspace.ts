import {
  type AddressFault,
  Cancelled,
  DamagedGroup,
  type DocSpaceError,
  Forbidden,
  HalfDeleted,
  hadNoEffect,
  InternalFault,
  IpRestricted,
  type KeyRefusal,
  LeaseUnavailable,
  MissingScope,
  NotCertain,
  NotDone,
  PaymentRequired,
  PortalClosed,
  type PortalClosing,
  RateLimited,
  StillThere,
  TimedOut,
  TooLarge,
  Unauthorized,
  Unreachable,
  WrongPortal,
} from '../../docspace/index.ts';
import { NOT_YOURS, TRY_AGAIN } from './advice.ts';

/** What happened, and what to do next. */
interface Sentences {
  news: string;
  next: string;
}

/** A failed call to DocSpace in sentences. After a write that may have been done they say so, and where to check. */
export function docspaceErrorText(error: DocSpaceError, contact: string): string {
  const settled = settledText(error, contact);
  if (settled !== undefined) return settled;
  const { news, next } = sentencesOf(error, contact);
  if (hadNoEffect(error)) return isOutage(error) ? `${news} ${NOT_YOURS} ${next}` : `${news} ${next}`;
  const check =
    error.method === 'POST' ? '/docspace-group list shows all groups' : '/docspace-group get shows the group';
  const uncertain = `${news} It is not certain whether this was done. Check before you try again: ${check}.`;
  return next === TRY_AGAIN ? uncertain : `${uncertain} ${next}`;
}

/** Whether nothing is known to be wrong with what the user asked for: not a group that is damaged, or too large. */
function isOutage(error: DocSpaceError): boolean {
  return !(error instanceof DamagedGroup || error instanceof TooLarge || error instanceof Cancelled);
}

/** What checking after a failed write showed. */
function settledText(error: DocSpaceError, contact: string): string | undefined {
  if (error instanceof NotDone) {
    const { news, next } = sentencesOf(error.cause, contact);
    return `${news} The app has checked: nothing was changed. ${next}`;
  }
  if (error instanceof StillThere)
    return 'DocSpace confirmed the deletion, but still shows the group, so it is not certain whether it is deleted.';
  if (error instanceof HalfDeleted) return halfDeletedText(error);
  return error instanceof NotCertain ? notCertainText(error, contact) : undefined;
}

/** The first of these sentences alone, for places with room for one; undefined where it is enough to try again. */
export function docspaceErrorNews(error: DocSpaceError, contact: string): string | undefined {
  const { news, next } = sentencesOf(error, contact);
  return next === TRY_AGAIN ? undefined : news;
}

function notCertainText({ cause, found, checked: wasChecked, method, path }: NotCertain, contact: string): string {
  const { news } = sentencesOf(cause, contact);
  const isDeletion = method === 'DELETE' && /^\/group\/[^/]+$/.test(path);
  const unread = 'The app tried to check, but DocSpace could not be read.';
  if (isDeletion) {
    const checked = wasChecked ? '' : `${unread} `;
    return `${news} ${checked}It is not certain whether DocSpace has deleted the group.`;
  }
  if (method !== 'POST') {
    const checked = wasChecked ? 'The app has checked, but it' : `${unread} It`;
    return `${news} ${checked} is not certain whether this was done. Check before you try again: /docspace-group get shows the group.`;
  }
  const open = 'It is not certain whether the group was created.';
  const check = 'Check before you try again: /docspace-group list shows all groups.';
  if (!wasChecked) return `${news} ${open} ${unread} ${check}`;
  if (found.length === 0) return `${news} ${open} No new group of that name has appeared so far. ${check}`;
  const [appeared, own] =
    found.length === 1
      ? ['A new group of that name has appeared', 'it']
      : [`${found.length} new groups of that name have appeared`, 'one of them'];
  return `${news} ${open} ${appeared}, but another person might have created ${own}. Check before you try again.`;
}

function halfDeletedText({ membersBefore, membersNow }: HalfDeleted): string {
  const left =
    membersNow === 0 ? 'no longer has any members' : `has only ${membersNow} of its ${membersBefore} members left`;
  return `DocSpace failed in the middle of the deletion: the group still exists, but ${left}.`;
}

function sentencesOf(error: DocSpaceError, contact: string): Sentences {
  if (error instanceof Unauthorized) return keySentences(error.why, contact);
  if (error instanceof MissingScope)
    return {
      news: 'The app’s API key lacks a permission in DocSpace.',
      next: `It needs accounts:read and accounts:write. Ask ${contact} to add them to the key.`,
    };
  if (error instanceof Forbidden)
    return {
      news: 'The owner of the app’s API key no longer has the role for this in DocSpace.',
      next: `Ask ${contact} to use a key of the portal’s owner or a DocSpace admin.`,
    };
  if (error instanceof IpRestricted)
    return {
      news: 'DocSpace does not accept connections from the app’s IP address.',
      next: `Ask a DocSpace admin to allow it under IP Security.`,
    };
  if (error instanceof PortalClosed) return CLOSED[error.why];
  if (error instanceof PaymentRequired)
    return {
      news: 'DocSpace refused this because of the portal’s plan or payment.',
      next: 'Ask the portal’s owner to check both.',
    };
  if (error instanceof WrongPortal) return addressSentences(error.why, contact);
  return connectionSentences(error);
}

function connectionSentences(error: DocSpaceError): Sentences {
  if (error instanceof RateLimited) return { news: 'DocSpace is busy right now.', next: TRY_AGAIN };
  if (error instanceof LeaseUnavailable)
    return { news: 'The app could not make sure that nothing else edits the group at the same time.', next: TRY_AGAIN };
  if (error instanceof Cancelled) return { news: 'This was canceled before it was finished.', next: TRY_AGAIN };
  if (error instanceof TimedOut) return { news: timedOutNews(error), next: TRY_AGAIN };
  if (error instanceof Unreachable)
    return {
      news: hadNoEffect(error) ? 'DocSpace can’t be reached right now.' : 'The connection to DocSpace failed.',
      next: TRY_AGAIN,
    };
  if (error instanceof InternalFault)
    return { news: `DocSpace reported an internal error (${error.status}).`, next: TRY_AGAIN };
  if (error instanceof DamagedGroup) return damagedSentences(error);
  if (error instanceof TooLarge)
    return {
      news: 'DocSpace’s answer is too large for the app.',
      next: 'Open DocSpace to see it.',
    };
  return { news: 'DocSpace sent an answer that the app can’t read.', next: TRY_AGAIN };
}

function damagedSentences({ groupId }: DamagedGroup): Sentences {
  if (groupId === undefined)
    return { news: 'DocSpace reported an internal error for the groups of this list.', next: TRY_AGAIN };
  return {
    news: 'DocSpace reported an internal error for this group.',
    next: `If it still does in a minute, the group is damaged: DocSpace can only delete it. To request that, type /docspace-group delete ${groupId}.`,
  };
}

function timedOutNews(error: TimedOut): string {
  return hadNoEffect(error) ? 'DocSpace did not answer in time.' : 'No answer came from DocSpace.';
}

function keySentences(why: KeyRefusal, contact: string): Sentences {
  const texts: Readonly<Record<KeyRefusal, Sentences>> = {
    expired: {
      news: 'The app’s API key for DocSpace has expired.',
      next: `Ask ${contact} to replace it with a new one.`,
    },
    'stopped-working': {
      news: 'DocSpace no longer accepts the app’s API key.',
      next: `Ask ${contact} to check whether the key was switched off or deleted, or its owner disabled.`,
    },
    'never-worked': {
      news: 'DocSpace does not accept the app’s API key.',
      next: `Ask ${contact} to check that DOCSPACE_API_KEY is a key of this portal, not expired and switched on.`,
    },
  };
  return texts[why];
}

const CLOSED: Readonly<Record<PortalClosing, Sentences>> = {
  maintenance: {
    news: 'The DocSpace portal is closed for maintenance.',
    next: 'Try again when it is open.',
  },
  suspended: {
    news: 'The DocSpace portal is suspended.',
    next: 'Ask the portal’s owner to activate it.',
  },
};

function addressSentences(why: AddressFault, contact: string): Sentences {
  const texts: Readonly<Record<AddressFault, Sentences>> = {
    unknown: {
      news: 'There is no DocSpace portal at the address the app uses.',
      next: `Ask ${contact} to check DOCSPACE_URL.`,
    },
    moved: {
      news: 'The DocSpace address the app uses leads to another address.',
      next: `Ask ${contact} to set DOCSPACE_URL to the portal’s current address.`,
    },
    'needs-https': {
      news: 'The DocSpace portal accepts only https.',
      next: `Ask ${contact} to let DOCSPACE_URL begin with https://.`,
    },
    'not-docspace': {
      news: 'The address the app uses for DocSpace answered with a web page.',
      next: `Ask ${contact} to check DOCSPACE_URL: it is the portal’s address without a path.`,
    },
  };
  return texts[why];
}
