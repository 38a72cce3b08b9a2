/** What an error proves about a write, from the best to the worst: nothing was done, the portal ended it, or nothing. */
export const EFFECTS = ['none', 'answered', 'unanswered'] as const;

/**
 * `none`: surely nothing was done. `answered`: the portal ended the call with an error and may have done a part of it.
 * `unanswered`: no answer of the portal came, and the server may still be at work.
 */
export type Effect = (typeof EFFECTS)[number];

/** Which call an error belongs to. The path never carries an e-mail or search text. */
export interface CallFacts {
  method: string;
  path: string;
  status?: number;
  /** What is known about a write; nothing (`unanswered`) where it is left out. A GET always has `none`. */
  effect?: Effect;
  /** Gives back the place that an unanswered write keeps. */
  release?: () => void;
}

/** What went wrong with a call to the portal. Message and fields hold no key, no body and no server stack. */
export class DocSpaceError extends Error {
  readonly code: string = 'docspace_error';
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  /** What this proves about a write; see `notDone`. */
  effect: Effect;
  /**
   * Tells the client that an unanswered write has ended: its place is free again. Without it the place is kept until
   * three minutes after the write was sent. Does nothing on other errors or a second time.
   */
  readonly release: () => void;
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean = false;

  constructor(what: string, call: CallFacts) {
    super(`${call.method} ${call.path}: ${what}`);
    this.name = new.target.name;
    this.method = call.method;
    this.path = call.path;
    this.status = call.status;
    this.effect = call.method === 'GET' ? 'none' : (call.effect ?? 'unanswered');
    this.release = call.release ?? (() => undefined);
  }

  /** The same error once a look proved that nothing was done: its effect is `none`, and its place is free again. */
  notDone(): this {
    this.effect = 'none';
    this.release();
    return this;
  }
}

/** Whether an error proves that the portal changed nothing. */
export function hadNoEffect(error: unknown): boolean {
  return error instanceof DocSpaceError && error.effect === 'none';
}

/** The portal knows no such group or person (404 with an error in its body). */
export class NotFound extends DocSpaceError {
  override readonly code = 'docspace_not_found';
}

/** What was asked for; undefined where the portal knows no such group or person. */
export async function ifFound<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** The owner of the key no longer has the role for this (403 of a security exception). */
export class Forbidden extends DocSpaceError {
  override readonly code = 'docspace_forbidden';
}

/** The key lacks a scope (403 with an empty body). */
export class MissingScope extends DocSpaceError {
  override readonly code = 'docspace_missing_scope';
}

/** The portal's IP rules exclude this app (403 with a bare JSON string). */
export class IpRestricted extends DocSpaceError {
  override readonly code = 'docspace_ip_restricted';
}

/** Why a key is not accepted, as far as this client has seen. */
export const KEY_REFUSALS = ['expired', 'stopped-working', 'never-worked'] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];

/** The key is wrong, of another portal, expired or switched off, or its owner is disabled (401). */
export class Unauthorized extends DocSpaceError {
  override readonly code = 'docspace_unauthorized';
  readonly why: KeyRefusal;

  constructor(what: string, call: CallFacts, why: KeyRefusal) {
    super(what, call);
    this.why = why;
  }
}

/** Why a portal answers nobody. */
export const PORTAL_CLOSINGS = ['maintenance', 'suspended'] as const;
export type PortalClosing = (typeof PORTAL_CLOSINGS)[number];

/** The portal is being restored, moved or encrypted, or it is suspended (problem details of 403 or 404). */
export class PortalClosed extends DocSpaceError {
  override readonly code = 'docspace_portal_closed';
  override readonly retryable = true;
  readonly why: PortalClosing;

  constructor(what: string, call: CallFacts, why: PortalClosing) {
    super(what, call);
    this.why = why;
  }
}

/** The portal's plan or payment does not allow it (402). */
export class PaymentRequired extends DocSpaceError {
  override readonly code = 'docspace_payment_required';
}

/** What is wrong with a portal's address. */
export const ADDRESS_FAULTS = ['unknown', 'moved', 'needs-https', 'not-docspace'] as const;
export type AddressFault = (typeof ADDRESS_FAULTS)[number];

/** The address is not that of a portal: no portal of that name, a redirect, or a web page. */
export class WrongPortal extends DocSpaceError {
  override readonly code = 'docspace_wrong_portal';
  readonly why: AddressFault;

  constructor(what: string, call: CallFacts, why: AddressFault) {
    super(what, call);
    this.why = why;
  }
}

/** The portal answered with a fault of its own (500, 415, or an exception that is about neither rights nor input). */
export class InternalFault extends DocSpaceError {
  override readonly code = 'docspace_internal_fault';
  override readonly retryable = true;
}

/**
 * The portal cannot read this group, or a group of this list (403 `System.InvalidOperationException`): as a rule two
 * managers were saved at once, and only deleting the group helps (docspace-api §13). A passing database fault can look
 * the same.
 */
export class DamagedGroup extends DocSpaceError {
  override readonly code = 'docspace_damaged_group';
  /** Undefined where a list was read: it does not tell which of its groups is damaged. */
  readonly groupId: string | undefined;

  constructor(what: string, call: CallFacts, groupId?: string) {
    super(what, call);
    this.groupId = groupId;
  }
}

/** The portal or this client did not accept what was asked for (400); without a status nothing was sent. */
export class Invalid extends DocSpaceError {
  override readonly code = 'docspace_invalid';
  /** The portal's first sentence about it, in the portal's language; for the person who sent it, never for a log. */
  readonly detail: string | undefined;

  constructor(what: string, call: CallFacts, detail?: string) {
    super(what, { effect: call.status === undefined ? 'none' : 'unanswered', ...call });
    this.detail = detail;
  }
}

/** The portal is busy: it answered 429 until the end, or no place for the call became free in time. */
export class RateLimited extends DocSpaceError {
  override readonly code = 'docspace_rate_limited';
  override readonly retryable = true;
}

/**
 * The client could not make sure that it is the only writer of a group, or no longer for long enough: the write was not
 * sent. `cause` is the failure behind it, if there was one.
 */
export class LeaseUnavailable extends DocSpaceError {
  override readonly code = 'docspace_lease_unavailable';
  override readonly retryable = true;

  constructor(what: string, call: CallFacts, cause?: unknown) {
    super(what, call);
    this.cause = cause;
  }
}

/** The portal could not be reached, or a server in front of it failed (502, 503, 504). */
export class Unreachable extends DocSpaceError {
  override readonly code = 'docspace_unreachable';
  override readonly retryable = true;
}

/** No answer in time, or a write's connection broke before the answer. */
export class TimedOut extends DocSpaceError {
  override readonly code = 'docspace_timed_out';
  override readonly retryable = true;
}

/** The answer is larger than this client reads (8 MB). */
export class TooLarge extends DocSpaceError {
  override readonly code = 'docspace_too_large';
}

/** An answer that is not what the portal's contract says: another shape, or an error inside a success. */
export class UnexpectedAnswer extends DocSpaceError {
  override readonly code = 'docspace_unexpected_answer';
}

/** The call ended because its caller or the client was stopped; it was not sent, or it was a read. */
export class Cancelled extends DocSpaceError {
  override readonly code = 'docspace_cancelled';
}
