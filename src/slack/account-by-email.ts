import { type SlackClient, slackError } from './messenger.ts';

/** The id of the Slack account with an e-mail; undefined where there is none. */
export async function accountByEmail(slack: SlackClient, email: string): Promise<string | undefined> {
  try {
    return (await slack.users.lookupByEmail({ email })).user?.id;
  } catch (error) {
    if (slackError(error) === 'users_not_found') return undefined;
    throw error;
  }
}
