import type { AccessDenied, RefusalReason } from './access/index.ts';
import { oneLine } from './slack/text.ts';

const ACCESS: Readonly<Record<RefusalReason, string>> = {
  bot: 'Bots cannot use this: it works with a person’s own rights in DocSpace.',
  'slack-deactivated': 'This Slack account is deactivated, so it cannot act in DocSpace.',
  stranger:
    'You belong to another Slack organization. Groups here are managed by people of this workspace and its own organization only.',
  'membership-unknown':
    'Slack does not say that you are a full member of this workspace, so you cannot act in DocSpace from here. Ask the person who runs this app.',
  'slack-guest': 'You are a guest in this Slack workspace. Groups are managed by its full members only.',
  'no-email':
    'The app cannot see the e-mail of your Slack account, so it cannot find you in DocSpace. Ask the person who runs this app.',
  'email-unknown':
    'Slack does not say whether the e-mail of your account is confirmed, so the app cannot find you in DocSpace by it. Ask the person who runs this app.',
  'email-unconfirmed': 'Please confirm the e-mail of your Slack account first: the app finds you in DocSpace by it.',
  'no-docspace-account':
    'There is no DocSpace account with the e-mail of your Slack account. Ask a DocSpace admin to invite you with that address.',
  'docspace-disabled': 'Your DocSpace account is disabled. A DocSpace admin can enable it again.',
  'docspace-pending':
    'Your DocSpace account is not confirmed yet. Open the invitation in your mailbox, then try again.',
  'docspace-unconfirmed':
    'The e-mail of your DocSpace account is not confirmed yet. Confirm it in DocSpace, then try again.',
  'docspace-guest': 'You are a guest in DocSpace, and guests cannot see groups. Ask a DocSpace admin for another role.',
  'link-changed':
    'Your Slack account now matches a different DocSpace account than before. For one day you can look up groups, but not change them, request anything, or approve. If this is right, the person who runs this app can end it sooner.',
  'may-not-read': 'In DocSpace your role is User, and groups are shown to room admins and above. Ask a DocSpace admin.',
  'may-not-write': '',
};

/**
 * Why a user cannot act, in words.
 * @param email the address that was looked for: only in what the user themselves reads
 */
export function accessText({ reason, operation }: AccessDenied, email?: string): string {
  if (reason === 'no-docspace-account' && email !== undefined)
    return `No DocSpace account has the e-mail ${oneLine(email)}, which is the one of your Slack account. Ask a DocSpace admin to invite you with that address.`;
  if (reason !== 'may-not-write') return ACCESS[reason];
  const doing =
    operation === 'create' ? 'create groups' : operation === 'update' ? 'change groups' : 'approve or reject requests';
  return `Your DocSpace role does not let you ${doing}: that takes the owner or a DocSpace admin. Ask one of them.`;
}
