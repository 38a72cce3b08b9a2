import type { Person } from '../docspace/index.ts';
import { type HomeTeam, isMember, type SlackProfile } from './slack-profile.ts';

/** What people do with groups. Asking for a change of a group needs reading, approving one needs writing; to join or leave one, everybody can ask. */
export type Operation = 'read' | 'create' | 'update' | 'ask' | 'join' | 'approve';

/** Why a user cannot act, in the order in which it is checked. */
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

/** What the user themselves can read of why they cannot do something. */
interface DeniedFacts {
  /** The address that was looked for in DocSpace. */
  email?: string | undefined;
  /** Their role in DocSpace. */
  role?: Person['role'];
  /** Names of people of the portal who can do it; only where the user is one of them. */
  whoCan?: readonly string[];
}

/** A user cannot do this; the message names neither them nor anybody else. */
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

  /** The address that was looked for in DocSpace: for the user's own eyes. */
  get email(): string | undefined {
    return this.#email;
  }

  /** Names of people who can do it: for the user's own eyes. */
  get whoCan(): readonly string[] {
    return this.#whoCan;
  }
}

/**
 * Why this Slack account cannot stand for a DocSpace person; undefined when it can. That it belongs here is proven by what
 * Slack says: what is left out is a no.
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

/** Why this DocSpace person cannot act at all; undefined when they can. */
export function personRefusal(person: Person | undefined): RefusalReason | undefined {
  if (!person) return 'no-docspace-account';
  if (person.status === 'disabled') return 'docspace-disabled';
  if (person.status === 'pending') return 'docspace-pending';
  // Anybody could have entered an address that is not confirmed: it proves nothing about who they are.
  if (!person.confirmed) return 'docspace-unconfirmed';
  if (person.role === 'guest') return 'docspace-guest';
  return undefined;
}

/** What DocSpace itself would say to this role (docspace-api §4.4): reading from room admin up, writing for admins and the owner. */
export function operationRefusal(role: Person['role'], operation: Operation): RefusalReason | undefined {
  if (operation === 'join') return undefined;
  const writes = role === 'owner' || role === 'admin';
  if (operation === 'read' || operation === 'ask') return writes || role === 'roomAdmin' ? undefined : 'may-not-read';
  return writes ? undefined : 'may-not-write';
}
