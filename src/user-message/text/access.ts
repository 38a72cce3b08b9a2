import type { AccessDenied, RefusalReason } from '../../access/index.ts';
import { oneLine } from '../../slack/text.ts';

const ACCESS: Readonly<Record<RefusalReason, string>> = {
  bot: 'Bots can’t use this: it works with a person’s own rights in DocSpace.',
  'slack-deactivated': 'This Slack account is deactivated, so it can’t act in DocSpace.',
  stranger:
    'You belong to another Slack organization. Groups here are managed by people of this workspace and its own organization only.',
  'membership-unknown':
    'Slack does not say that you are a full member of this workspace, so you can’t act in DocSpace from here.',
  'slack-guest': 'You are a guest in this Slack workspace. Groups are managed by its full members only.',
  'no-email': 'The app can’t see the e-mail of your Slack account, so it can’t find you in DocSpace.',
  'email-unknown':
    'Slack does not say whether the e-mail of your account is confirmed, so the app can’t find you in DocSpace by it.',
  'email-unconfirmed': 'Confirm the e-mail of your Slack account first: the app finds you in DocSpace by it.',
  'no-docspace-account':
    'There is no DocSpace account with the e-mail of your Slack account. Ask a DocSpace admin to invite you with that address.',
  'docspace-disabled': 'Your DocSpace account is disabled. A DocSpace admin can enable it again.',
  'docspace-pending':
    'Your DocSpace account is not confirmed yet. Open the invitation in your mailbox, then try again.',
  'docspace-unconfirmed':
    'The e-mail of your DocSpace account is not confirmed yet. Confirm it in DocSpace, then try again.',
  'docspace-guest': 'You are a guest in DocSpace, and guests can’t see groups. Ask a DocSpace admin for another role.',
  'link-changed':
    'Your Slack account now matches a different DocSpace account than before. For one day you can look up groups, but not change them, request anything, or approve.',
  'may-not-read': 'In DocSpace your role is User, and groups are shown to room admins and above. Ask a DocSpace admin.',
  'may-not-write': '',
};

/** What only the contact can do about a reason. */
const ASKS_CONTACT: Readonly<Partial<Record<RefusalReason, (contact: string) => string>>> = {
  'membership-unknown': (contact) => ` Ask ${contact}.`,
  'no-email': (contact) => ` Ask ${contact}.`,
  'email-unknown': (contact) => ` Ask ${contact}.`,
  'link-changed': (contact) => ` If this is right, ${contact} can end the wait sooner.`,
};

/**
 * Why a user cannot act, in words.
 * @param contact who helps when the app itself is broken
 * @param email the address that was looked for: only in what the user themselves reads
 */
export function accessText({ reason, operation }: AccessDenied, contact: string, email?: string): string {
  if (reason === 'no-docspace-account' && email !== undefined)
    return `No DocSpace account has the e-mail ${oneLine(email)}, which is the one of your Slack account. Ask a DocSpace admin to invite you with that address.`;
  if (reason !== 'may-not-write') return `${ACCESS[reason]}${ASKS_CONTACT[reason]?.(contact) ?? ''}`;
  const doing =
    operation === 'create' ? 'create groups' : operation === 'update' ? 'change groups' : 'approve or reject requests';
  return `Your DocSpace role does not let you ${doing}: that takes the owner or a DocSpace admin. Ask one of them.`;
}
