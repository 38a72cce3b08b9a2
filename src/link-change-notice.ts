import { type Access, type LinkChange, linkChangeRecipients } from './access/index.ts';
import type { DocSpace } from './docspace/index.ts';
import { personName } from './groups/format.ts';
import type { Log } from './log.ts';
import { line, paragraph, person } from './slack/blocks.ts';
import type { ChannelWriter } from './slack/channel-writer.ts';
import type { Message, SlackClient } from './slack/messenger.ts';
import type { SupportContact } from './slack/support-contact.ts';
import { escapeMrkdwn } from './slack/text.ts';
import { LINK_CHANGED, linkChangedNextText } from './text.ts';
import { verifiedAccount } from './verified-account.ts';

/**
 * Notifies the portal's owner, or every admin where the change is about the owner, that a Slack account now matches another
 * person. Recipients are found by e-mail, and only a verified Slack account of theirs gets the message.
 */
export async function notifyOfLinkChange(
  parts: {
    access: Access;
    docspace: DocSpace;
    slack: SlackClient;
    writer: ChannelWriter;
    contact: SupportContact;
    log: Log;
  },
  change: LinkChange,
): Promise<void> {
  const { account, personId, previousPerson } = change;
  parts.log.warn('a Slack account matches another DocSpace account than before', { account, personId, previousPerson });
  for (const admin of await linkChangeRecipients(parts.docspace, change)) {
    const to = (await verifiedAccount(parts, admin.email))?.caller;
    if (to?.person.id === admin.id)
      await parts.writer.post(to.slackId, linkMessage(account, personName(admin), parts.contact.name));
    else parts.log.warn('a changed link could not be told: no Slack account', { personId: admin.id });
  }
}

function linkMessage(account: string, name: string, contact: string): Message {
  const next = linkChangedNextText(contact);
  return {
    text: `${escapeMrkdwn(name)}: <@${account}>${LINK_CHANGED} ${escapeMrkdwn(next)}`,
    blocks: [line(person(account), LINK_CHANGED), paragraph(next)],
  };
}
