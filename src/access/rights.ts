import type { Person } from '../docspace/index.ts';
import { type HomeTeam, isMember, type SlackProfile } from './slack-profile.ts';

/** Operations on groups. Requesting an edit needs read access, approving one needs write access; everybody can request to join or leave. */
export type Operation = 'read' | 'create' | 'update' | 'ask' | 'join' | 'approve';

/** Why a user is denied, in the order of the checks. */
export type RefusalReason =
  | 'bot'
  | 'slack-deactivated'
  | 'stranger'
  | 'membership-unknown'
  | 'slack-guest'
  | 'no-email'
  | 'email-unknown'
  | 'email-unconfirmed'
  | 'no-docspace-account'
  | 'docspace-disabled'
  | 'docspace-pending'
  | 'docspace-unconfirmed'
  | 'docspace-guest'
  | 'link-changed'
  | 'may-not-read'
  | 'may-not-write';

/** Details of a denial that only the user can read. */
interface DeniedFacts {
  /** The e-mail that was looked up in DocSpace. */
  email?: string | undefined;
  /** Their role in DocSpace. */
  role?: Person['role'];
  /** Names of people who can do it; only for users of the portal. */
  whoCan?: readonly string[];
}

/** The user cannot do this; the message contains no names. */
export class AccessDenied extends Error {
  readonly code = 'access_denied';
  readonly reason: RefusalReason;
  readonly operation: Operation;
  readonly role: Person['role'] | undefined;
  readonly #email: string | undefined;
  readonly #whoCan: readonly string[];

  constructor(reason: RefusalReason, operation: Operation, { email, role, whoCan = [] }: DeniedFacts = {}) {
    super(`refused to ${operation}: ${reason}`);
    this.name = 'AccessDenied';
    this.reason = reason;
    this.operation = operation;
    this.role = role;
    this.#email = email;
    this.#whoCan = whoCan;
  }

  /** The e-mail that was looked up in DocSpace; show it to the user only. */
  get email(): string | undefined {
    return this.#email;
  }

  /** Names of people who can do it; show them to the user only. */
  get whoCan(): readonly string[] {
    return this.#whoCan;
  }
}

/**
 * Why this Slack account cannot be matched to a DocSpace person; undefined if it can. Membership must be proven by Slack's
 * answer: a missing fact denies access.
 */
export function slackRefusal(profile: SlackProfile, home: HomeTeam): RefusalReason | undefined {
  if (profile.bot) return 'bot';
  if (profile.deactivated) return 'slack-deactivated';
  if (profile.stranger) return 'stranger';
  if (!isMember(profile, home)) return profile.teamId || profile.enterprise ? 'stranger' : 'membership-unknown';
  if (profile.guest) return 'slack-guest';
  if (profile.guest === undefined || profile.bot === undefined) return 'membership-unknown';
  if (!profile.email) return 'no-email';
  if (profile.emailConfirmed === undefined) return 'email-unknown';
  if (!profile.emailConfirmed) return 'email-unconfirmed';
  return undefined;
}

/** Why this DocSpace person cannot use the app; undefined if they can. */
export function personRefusal(person: Person | undefined): RefusalReason | undefined {
  if (!person) return 'no-docspace-account';
  if (person.status === 'disabled') return 'docspace-disabled';
  if (person.status === 'pending') return 'docspace-pending';
  // An unconfirmed e-mail proves nothing: anybody could have entered it.
  if (!person.confirmed) return 'docspace-unconfirmed';
  if (person.role === 'guest') return 'docspace-guest';
  return undefined;
}

/** DocSpace's own rule for this role (docspace-api §4.4): room admins and above can read, admins and the owner can write. */
export function operationRefusal(role: Person['role'], operation: Operation): RefusalReason | undefined {
  if (operation === 'join') return undefined;
  const writes = role === 'owner' || role === 'admin';
  if (operation === 'read' || operation === 'ask') return writes || role === 'roomAdmin' ? undefined : 'may-not-read';
  return writes ? undefined : 'may-not-write';
}
