import type { Config } from '../config.ts';
import { slackError } from '../slack/failure.ts';
import type { SlackClient } from '../slack/message.ts';
import { contactFacts } from '../slack/support-contact.ts';
import { about, type Finding } from './finding.ts';
import { unansweredText } from './slack.ts';

const finding = about('Settings');

/** The account or channel of SUPPORT_CONTACT: whether it is there. A name in words cannot be checked. */
export async function checkSupportContact(client: SlackClient, contact: Config['supportContact']): Promise<Finding[]> {
  if (contact === undefined || 'name' in contact) return [];
  try {
    const facts = await contactFacts(client, contact);
    if (facts === undefined) return [unknown(contact)];
    const name = facts.name ?? idOf(contact);
    if (facts.isGone)
      return [
        finding(
          'warning',
          `SUPPORT_CONTACT names ${name}, ${'user' in contact ? 'who is deactivated in Slack' : 'which is archived'}.`,
          'Name another contact.',
        ),
      ];
    return [finding('ok', `When the app is broken, people are sent to ${name}.`)];
  } catch (error) {
    if (slackError(error) === 'channel_not_found') return [unknown(contact)];
    return [finding('warning', `SUPPORT_CONTACT could not be checked: ${unansweredText(error)}.`)];
  }
}

type Id = Exclude<NonNullable<Config['supportContact']>, { name: string }>;

function idOf(contact: Id): string {
  return 'user' in contact ? contact.user : contact.channel;
}

function unknown(contact: Id): Finding {
  return 'user' in contact
    ? finding('warning', `There is no user ${contact.user}, whom SUPPORT_CONTACT names.`, 'Check the id.')
    : finding(
        'warning',
        `SUPPORT_CONTACT names ${contact.channel}, a channel that the app can’t see: it does not exist, or it is private and the app is not in it.`,
        'Check the id, or invite the app to the channel.',
      );
}
