import { z } from 'zod';
import { type Block, plain } from './blocks.ts';
import type { SlackClient } from './message.ts';
import { escapeMrkdwn, sendCodeText, UNNAMED_CONTACT_NAME } from './text.ts';
import { nameIn, usersInfo } from './users-info.ts';

/** The support contact, as sentences name it. */
export interface SupportContact {
  /** For plain text. */
  readonly name: string;
  /** For mrkdwn, where the contact is a Slack account or channel: a mention, a link to the channel. */
  readonly mention: string | undefined;
}

/** The setting of the contact; undefined: not set. */
export type SupportSetting = { name: string } | { user: string } | { channel: string } | undefined;

/** The contact if none is set, or if the name of its id is not known. */
export const UNNAMED_CONTACT: SupportContact = { name: UNNAMED_CONTACT_NAME, mention: undefined };

const channelInfo = z.object({ channel: z.object({ name: z.string(), is_archived: z.boolean().default(false) }) });

/** Slack's data about a contact that was set by id. */
export interface ContactFacts {
  name: string | undefined;
  /** A deactivated account or an archived channel. */
  isGone: boolean;
}

/** Looks up a contact in Slack; undefined if the account is not visible. Throws Slack's error. */
export async function contactFacts(
  client: SlackClient,
  setting: { user: string } | { channel: string },
): Promise<ContactFacts | undefined> {
  if ('user' in setting) {
    const answer = await usersInfo(client, setting.user);
    return answer === undefined ? undefined : nameIn(answer);
  }
  const { channel } = channelInfo.parse(await client.conversations.info(setting));
  return { name: `#${channel.name}`, isGone: channel.is_archived };
}

/**
 * The configured contact. An account or a channel is unnamed in plain text until `load` has read its name; `load` throws
 * Slack's error.
 */
export function createSupportContact(
  setting: SupportSetting,
  client: SlackClient,
): SupportContact & { load(): Promise<void> } {
  let name = setting && 'name' in setting ? setting.name : UNNAMED_CONTACT.name;
  return {
    get name() {
      return name;
    },
    mention: setting && mentionOf(setting),
    async load() {
      if (setting === undefined || 'name' in setting) return;
      name = (await contactFacts(client, setting))?.name ?? name;
    },
  };
}

function mentionOf(setting: NonNullable<SupportSetting>): string | undefined {
  if ('user' in setting) return `<@${setting.user}>`;
  return 'channel' in setting ? `<#${setting.channel}>` : undefined;
}

/** Where to send the code of a failure: for plain text, for mrkdwn, and as a small block under a message. */
export interface CodeNote {
  text: string;
  mrkdwn: string;
  block: Block;
}

/** Says where to send the code of a failure; `before` comes first in the block. */
export function codeNote(contact: SupportContact, reference: string, before = ''): CodeNote {
  const text = sendCodeText(contact.name, reference);
  const mrkdwn = sendCodeText(contact.mention ?? escapeMrkdwn(contact.name), reference);
  const element =
    contact.mention === undefined
      ? plain(`${before}${text}`, 2000)
      : { type: 'mrkdwn' as const, text: `${escapeMrkdwn(before)}${mrkdwn}` };
  return { text, mrkdwn, block: { type: 'context', elements: [element] } };
}
