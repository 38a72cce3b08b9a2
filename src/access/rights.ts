import type { Person } from '../docspace/index.ts';
import type { SlackProfile } from './slack-profile.ts';

/** What people do with groups. Asking for a change of a group needs reading, approving one needs writing; to join or leave one, everybody can ask. */
export type Operation = 'read' | 'create' | 'update' | 'ask' | 'join' | 'approve';

/** Why a user cannot act, in the order in which it is checked. */
export type RefusalReason =
  | 'bot'
  | 'slack-deactivated'
  | 'stranger'
  | 'slack-guest'
  | 'no-email'
  | 'email-unconfirmed'
  | 'no-docspace-account'
  | 'docspace-disabled'
  | 'docspace-pending'
  | 'docspace-unconfirmed'
  | 'docspace-guest'
  | 'link-changed'
  | 'may-not-read'
  | 'may-not-write';

/** A user cannot do this; the message names neither them nor their e-mail. */
export class AccessDenied extends Error {
  readonly code = 'access_denied';
  readonly reason: RefusalReason;
  readonly operation: Operation;

  constructor(reason: RefusalReason, operation: Operation) {
    super(`refused to ${operation}: ${reason}`);
    this.name = 'AccessDenied';
    this.reason = reason;
    this.operation = operation;
  }
}

/** Why this Slack account cannot stand for a DocSpace person; undefined when it can. */
export function slackRefusal(profile: SlackProfile, teamId: string | undefined): RefusalReason | undefined {
  if (profile.bot) return 'bot';
  if (profile.deactivated) return 'slack-deactivated';
  if (profile.stranger || (teamId && profile.teamId && profile.teamId !== teamId)) return 'stranger';
  if (profile.guest) return 'slack-guest';
  if (!profile.email) return 'no-email';
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
