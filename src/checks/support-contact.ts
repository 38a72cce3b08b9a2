import type { Config } from '../config.ts';
import { slackError, slackFailure } from '../slack/failure.ts';
import type { SlackClient } from '../slack/message.ts';
import { contactFacts } from '../slack/support-contact.ts';
import { about, type Finding } from './finding.ts';
import * as text from './text/settings.ts';
import { notChecked } from './text/slack.ts';

const finding = about('Settings');

/** The account or channel of SUPPORT_CONTACT: whether it is there. A name that is no id can't be checked. */
export async function checkSupportContact(client: SlackClient, contact: Config['supportContact']): Promise<Finding[]> {
  if (contact === undefined || 'name' in contact) return [];
  try {
    const facts = await contactFacts(client, contact);
    if (facts === undefined) return [unknown(contact)];
    const name = facts.name ?? idOf(contact);
    if (!facts.isGone) return [finding('ok', text.contactIs(name))];
    return [finding('warning', ...('user' in contact ? text.contactDeactivated(name) : text.contactArchived(name)))];
  } catch (error) {
    if (slackError(error) === 'channel_not_found') return [unknown(contact)];
    return [finding('warning', ...notChecked('SUPPORT_CONTACT', slackFailure(error)))];
  }
}

type Id = Exclude<NonNullable<Config['supportContact']>, { name: string }>;

function idOf(contact: Id): string {
  return 'user' in contact ? contact.user : contact.channel;
}

function unknown(contact: Id): Finding {
  return finding(
    'warning',
    ...('user' in contact ? text.noSuchContact(contact.user) : text.contactNotVisible(contact.channel)),
  );
}
