import type { Forgotten } from '../../page-server/protocol.ts';

/** What a reload took away, as it does in Slack; undefined when that is nothing. */
export function forgottenText({ privateMessages, form }: Forgotten): string | undefined {
  const messages =
    privateMessages === 1
      ? 'the message that only you could see'
      : `the ${privateMessages} messages that only you could see`;
  const lost = [...(form ? ['the open form'] : []), ...(privateMessages > 0 ? [messages] : [])];
  return lost.length > 0 ? `As in Slack, reloading took away ${lost.join(' and ')}.` : undefined;
}
