import type { Access, CallerStatus } from './access/index.ts';
import { slackError } from './slack/failure.ts';
import type { SlackClient } from './slack/message.ts';

/** A Slack account that passed the access checks, and its DocSpace person. */
export type VerifiedAccount = Extract<CallerStatus, { known: true }>;

/**
 * The Slack account with this e-mail, checked like one that clicks: the e-mail alone also finds guests and people of other
 * organizations. Undefined where no account passes.
 */
export async function verifiedAccount(
  { slack, access }: { slack: SlackClient; access: Pick<Access, 'statusOf'> },
  email: string,
): Promise<VerifiedAccount | undefined> {
  const account = await accountByEmail(slack, email);
  const status = account === undefined ? undefined : await access.statusOf(account);
  return status?.known ? status : undefined;
}

async function accountByEmail(slack: SlackClient, email: string): Promise<string | undefined> {
  try {
    return (await slack.users.lookupByEmail({ email })).user?.id;
  } catch (error) {
    if (slackError(error) === 'users_not_found') return undefined;
    throw error;
  }
}
