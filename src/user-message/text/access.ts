import type { AccessDenied, Operation, RefusalReason } from '../../access/index.ts';
import { listed, oneLine } from '../../slack/text.ts';

/** Why an account cannot act at all. */
const ACCESS: Readonly<Record<Exclude<RefusalReason, 'may-not-read' | 'may-not-write'>, string>> = {
  bot: 'Bots can’t use this app: it works with a person’s own rights in DocSpace.',
  'slack-deactivated': 'This Slack account is deactivated, so it can’t act in DocSpace.',
  stranger:
    'You belong to another Slack organization. Only people of this workspace and its organization can manage groups here.',
  'membership-unknown':
    'Slack does not say that you are a full member of this workspace, so you can’t act in DocSpace from here.',
  'slack-guest': 'You are a guest in this Slack workspace. Only full members can manage groups.',
  'no-email': 'The app can’t see the e-mail of your Slack account, so it can’t find you in DocSpace.',
  'email-unknown':
    'Slack does not say whether the e-mail of your account is confirmed, so the app can’t use it to find you in DocSpace.',
  'email-unconfirmed': 'Confirm the e-mail of your Slack account first. The app uses it to find you in DocSpace.',
  'no-docspace-account':
    'There is no DocSpace account with the e-mail of your Slack account. Ask a DocSpace admin to invite you with that address.',
  'docspace-disabled': 'Your DocSpace account is disabled. Ask a DocSpace admin to enable it.',
  'docspace-pending': 'Your DocSpace account is not confirmed yet. Open the invitation in your e-mail, then try again.',
  'docspace-unconfirmed':
    'The e-mail of your DocSpace account is not confirmed yet. Confirm it in DocSpace, then try again.',
  'docspace-guest': 'You are a Guest in DocSpace, and Guests can’t see groups. Ask a DocSpace admin for another role.',
  'link-changed':
    'Your Slack account now matches a different DocSpace account than before. For one day you can look up groups, but not edit them, request anything or approve.',
};

/** What only the contact can do about a reason. */
const ASKS_CONTACT: Readonly<Partial<Record<RefusalReason, (contact: string) => string>>> = {
  'membership-unknown': (contact) => ` Ask ${contact}.`,
  'no-email': (contact) => ` Ask ${contact}.`,
  'email-unknown': (contact) => ` Ask ${contact}.`,
  'link-changed': (contact) => ` If this is right, ${contact} can end the wait sooner.`,
};

/**
 * Why a user cannot act.
 * @param contact who helps when the app itself is broken
 * @param options.private only the user themselves reads it: it can hold their e-mail and names of people of the portal
 */
export function accessText(denied: AccessDenied, contact: string, options: { private?: boolean } = {}): string {
  const { reason } = denied;
  if (reason === 'may-not-read' || reason === 'may-not-write')
    return roleText(denied, options.private ? denied.whoCan : []);
  if (reason === 'no-docspace-account' && options.private && denied.email !== undefined)
    return `No DocSpace account has the e-mail of your Slack account, ${oneLine(denied.email)}. Ask a DocSpace admin to invite you with that address.`;
  return `${ACCESS[reason]}${ASKS_CONTACT[reason]?.(contact) ?? ''}`;
}

/** What only some roles can do, the user's own role, and who can do it instead. */
function roleText({ reason, operation, role }: AccessDenied, whoCan: readonly string[]): string {
  const roles =
    reason === 'may-not-write' ? 'the owner and DocSpace admins' : 'the owner, DocSpace admins and Room admins';
  const own = role === undefined ? '' : `; you are ${ROLES[role]}`;
  const next = whoCan.length > 0 ? `${listed(whoCan.map(oneLine))} can.` : 'Ask one of them.';
  return `Only ${roles} can ${DOING[operation]}${own}. ${next}`;
}

const DOING: Readonly<Record<Operation, string>> = {
  read: 'look up groups',
  create: 'create groups',
  update: 'edit groups',
  ask: 'request changes to groups',
  join: 'ask to join groups',
  approve: 'approve or reject requests',
};

const ROLES: Readonly<Record<NonNullable<AccessDenied['role']>, string>> = {
  owner: 'the owner',
  admin: 'a DocSpace admin',
  roomAdmin: 'a Room admin',
  user: 'a User',
  guest: 'a Guest',
};
