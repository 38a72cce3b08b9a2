/** Which call an error belongs to. The path never carries an e-mail or search text. */
export interface CallFacts {
  method: string;
  path: string;
  status?: number;
  /** An earlier attempt of the same write got no clear answer and may have been carried out. */
  afterUnclear?: boolean;
}

/** What went wrong with a call to the portal. Message and fields hold no key, no body and no server stack. */
export class DocSpaceError extends Error {
  readonly code: string = 'docspace_error';
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean = false;

  constructor(what: string, call: CallFacts) {
    super(`${call.method} ${call.path}: ${what}`);
    this.name = new.target.name;
    this.method = call.method;
    this.path = call.path;
    this.status = call.status;
  }
}

/** The portal knows no such group or person (404). */
export class NotFound extends DocSpaceError {
  override readonly code = 'docspace_not_found';
  /** An earlier attempt of the same write may have been carried out: after a DELETE, it may be gone because of it. */
  readonly afterUnclear: boolean;

  constructor(what: string, call: CallFacts) {
    super(what, call);
    this.afterUnclear = call.afterUnclear ?? false;
  }
}

/** The key's owner has no role for this (403 with a body). */
export class Forbidden extends DocSpaceError {
  override readonly code = 'docspace_forbidden';
}

/** The key lacks a scope (403 with an empty body). */
export class MissingScope extends DocSpaceError {
  override readonly code = 'docspace_missing_scope';
}

/** The key is wrong, expired or switched off, or its owner disabled (401). */
export class Unauthorized extends DocSpaceError {
  override readonly code = 'docspace_unauthorized';
}

/** The portal did not accept what was sent (400 and other 4xx). */
export class Invalid extends DocSpaceError {
  override readonly code = 'docspace_invalid';
  /** The portal's first sentence about it, in the portal's language; for the person who sent it, never for a log. */
  readonly detail: string | undefined;

  constructor(what: string, call: CallFacts, detail?: string) {
    super(what, call);
    this.detail = detail;
  }
}

/** The portal's plan or payment does not allow it (402). */
export class PaymentRequired extends DocSpaceError {
  override readonly code = 'docspace_payment_required';
}

/** Too many calls: answered 429, or no turn within the portal's limits; waiting longer would have passed the deadline. */
export class RateLimited extends DocSpaceError {
  override readonly code = 'docspace_rate_limited';
  override readonly retryable = true;
}

/**
 * The portal could not be reached (no status: nothing was done), or it or a server in front of it failed (5xx: a write
 * may have been carried out).
 */
export class Unreachable extends DocSpaceError {
  override readonly code = 'docspace_unreachable';
  override readonly retryable = true;
}

/** No answer in time: for a write it is not known whether it happened. */
export class TimedOut extends DocSpaceError {
  override readonly code = 'docspace_timed_out';
  override readonly retryable = true;
  /** After an unclear creation the portal is asked for the group: not seen means it was not there just afterwards. */
  readonly outcome: 'unknown' | 'not-seen';

  constructor(what: string, call: CallFacts, outcome: 'unknown' | 'not-seen' = 'unknown') {
    super(what, call);
    this.outcome = outcome;
  }
}

/** An answer that is not what the portal's contract says: HTML, another shape, or an error inside a success. */
export class UnexpectedAnswer extends DocSpaceError {
  override readonly code = 'docspace_unexpected_answer';
}

/** A group that has two managers: no call can read or change it, only delete it (docspace-api §13). */
export class DamagedGroup extends DocSpaceError {
  override readonly code = 'docspace_damaged_group';
}
