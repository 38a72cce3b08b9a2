import type { Access } from './access/index.ts';
import { daysLeft, warningDays } from './checks/index.ts';
import { Cancelled, type DocSpace } from './docspace/index.ts';
import type { Log } from './log.ts';
import { paragraph } from './slack/blocks.ts';
import type { ChannelWriter } from './slack/channel-writer.ts';
import type { Message, SlackClient } from './slack/messenger.ts';
import type { SupportContact } from './slack/support-contact.ts';
import { escapeMrkdwn } from './slack/text.ts';
import { claimKeyWarning, releaseKeyWarning, type Store } from './store/index.ts';
import { keyExpiryText } from './text.ts';
import { verifiedAccount } from './verified-account.ts';

/** The dependencies of {@link warnOfKeyExpiry}. */
export interface KeyExpiryParts {
  docspace: DocSpace;
  access: Pick<Access, 'statusOf'>;
  store: Store;
  slack: SlackClient;
  writer: Pick<ChannelWriter, 'post'>;
  contact: Pick<SupportContact, 'name'>;
  log: Pick<Log, 'info'>;
  portal: string;
  clock: { now(): number };
}

/**
 * Warns the owner and every DocSpace admin with a Slack account when the API key has 14 days, 3 days or 1 day left: once
 * each, across all processes. Does nothing for a key without an expiry date. Throws a DocSpaceError or Slack's error.
 */
export async function warnOfKeyExpiry(parts: KeyExpiryParts): Promise<void> {
  const { expiresAt } = await parts.docspace.keys.self();
  if (expiresAt === undefined) return;
  const now = parts.clock.now();
  const days = warningDays(expiresAt, now);
  if (days === undefined) return;
  const message = expiryMessage(keyExpiryText(expiresAt, daysLeft(expiresAt, now), parts.contact.name));
  const admins = await parts.docspace.people.admins();
  const warnings = await Promise.allSettled(
    admins.map(async ({ email }) => {
      const account = await verifiedAccount(parts, email);
      if (!account?.may.update) return;
      await warnOnce(parts, { account: account.caller.slackId, days, expires_at: expiresAt.getTime() }, message);
    }),
  );
  // Thrown only now, so that one failure does not keep the others from being warned.
  for (const warning of warnings) if (warning.status === 'rejected') throw warning.reason;
}

async function warnOnce(
  { store, writer, log, portal }: KeyExpiryParts,
  to: { account: string; days: number; expires_at: number },
  message: Message,
): Promise<void> {
  const warning = { portal, ...to };
  if (!(await claimKeyWarning(store, warning))) return;
  try {
    await writer.post(to.account, message);
    log.info('warned of the API key’s last day', { account: to.account, days: to.days });
  } catch (error) {
    await releaseKeyWarning(store, warning);
    throw error;
  }
}

function expiryMessage(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [paragraph(text)] };
}

/** Lets the client learn when its key expires: DocSpace does not say why it rejects a key. */
export async function readKeyExpiry(docspace: DocSpace): Promise<void> {
  try {
    await docspace.keys.self();
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}
