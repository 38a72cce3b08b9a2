/** What an error proves about a write, from most to least: see {@link Effect}. */
export const EFFECTS = ['none', 'answered', 'unanswered'] as const;

/**
 * `none`: certainly nothing was done. `answered`: the portal answered with an error and can have done a part of the write.
 * `unanswered`: the portal did not answer and can still be processing it.
 */
export type Effect = (typeof EFFECTS)[number];

/** The call of an error. The path never contains an e-mail or search text. */
export interface CallFacts {
  method: string;
  path: string;
  status?: number;
  /** Default: `unanswered`; always `none` for a GET. */
  effect?: Effect;
  /** Frees the slot of an unanswered write. */
  release?: () => void;
}

/** A failed call to the portal. Message and fields contain no key, no body and no server stack. */
export class DocSpaceError extends Error {
  readonly code: string = 'docspace_error';
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  /** What this proves about a write; see `notDone`. */
  effect: Effect;
  /**
   * Tells the client that an unanswered write has ended, which frees its slot. Otherwise the slot is kept until three minutes
   * after the write was sent. Does nothing on other errors or when called again.
   */
  readonly release: () => void;
  /** Whether the same call can succeed later. */
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

  /** Called once a read has proven that nothing was done: sets the effect to `none` and frees the slot. */
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

/** The group or person does not exist (404 with an error in its body). */
export class NotFound extends DocSpaceError {
  override readonly code = 'docspace_not_found';
}

/** The result of a call; undefined if the group or person does not exist. */
export async function ifFound<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
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

/** The portal's IP rules exclude this app (403 with a plain JSON string). */
export class IpRestricted extends DocSpaceError {
  override readonly code = 'docspace_ip_restricted';
}

/** Why a key is not accepted, as far as this client can tell. */
export const KEY_REFUSALS = ['expired', 'stopped-working', 'never-worked'] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];

/** The key is wrong, belongs to another portal, has expired or is switched off, or its owner is disabled (401). */
export class Unauthorized extends DocSpaceError {
  override readonly code = 'docspace_unauthorized';
  readonly why: KeyRefusal;

  constructor(what: string, call: CallFacts, why: KeyRefusal) {
    super(what, call);
    this.why = why;
  }
}

/** Why a portal rejects all calls. */
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

/** What is wrong with a portal's URL. */
export const ADDRESS_FAULTS = ['unknown', 'moved', 'needs-https', 'not-docspace'] as const;
export type AddressFault = (typeof ADDRESS_FAULTS)[number];

/** The URL is not that of a portal: no portal of that name, a redirect, or a web page. */
export class WrongPortal extends DocSpaceError {
  override readonly code = 'docspace_wrong_portal';
  readonly why: AddressFault;

  constructor(what: string, call: CallFacts, why: AddressFault) {
    super(what, call);
    this.why = why;
  }
}

/** An internal error of the portal (500, 415, or an exception that is about neither rights nor input). */
export class InternalFault extends DocSpaceError {
  override readonly code = 'docspace_internal_fault';
  override readonly retryable = true;
}

/**
 * The portal cannot read this group, or a group of this list (403 `System.InvalidOperationException`): usually two managers
 * were saved concurrently, and only deleting the group helps (docspace-api §13). A transient database fault can look the
 * same.
 */
export class DamagedGroup extends DocSpaceError {
  override readonly code = 'docspace_damaged_group';
  /** Undefined for a list: the answer does not say which of its groups is damaged. */
  readonly groupId: string | undefined;

  constructor(what: string, call: CallFacts, groupId?: string) {
    super(what, call);
    this.groupId = groupId;
  }
}

/** The portal (400) or this client rejected the input; without a status nothing was sent. */
export class Invalid extends DocSpaceError {
  override readonly code = 'docspace_invalid';
  /** The portal's first validation message, in the portal's language; for the user who sent it, never for a log. */
  readonly detail: string | undefined;

  constructor(what: string, call: CallFacts, detail?: string) {
    super(what, { effect: call.status === undefined ? 'none' : 'unanswered', ...call });
    this.detail = detail;
  }
}

/** The portal is busy: every attempt was answered with 429, or no slot became free in time. */
export class RateLimited extends DocSpaceError {
  override readonly code = 'docspace_rate_limited';
  override readonly retryable = true;
}

/**
 * The client could not get the writer lease of a group, or it had too little time left: the write was not sent. `cause` is the
 * underlying error, if there is one.
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

/** An answer that breaks the portal's contract: another shape, or a success that contains an error. */
export class UnexpectedAnswer extends DocSpaceError {
  override readonly code = 'docspace_unexpected_answer';
}

/** The call was canceled by its caller or by stopping the client; it was not sent, or it was a read. */
export class Cancelled extends DocSpaceError {
  override readonly code = 'docspace_cancelled';
}
