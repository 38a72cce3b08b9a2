import type { PageMessage } from '../../../page-server/protocol.ts';
import { compareTs } from '../../live/message-order.ts';

/** A line of a conversation: a message, the day it begins, or the border between read and unread. */
export type TimelineRow =
  | { kind: 'day'; key: string; ts: string }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: PageMessage; lead: boolean };

/** Messages of one person closer together than this share one head. */
const GROUPED_MS = 5 * 60_000;

/** When a message was sent. */
export function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** The lines of a conversation, oldest first; `readUpTo` puts a border before the first later message of others. */
export function timelineRows(messages: readonly PageMessage[], me: string, readUpTo?: string): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let before: PageMessage | undefined;
  let bordered = readUpTo === undefined;
  for (const message of messages) {
    const newDay = !before || dateOf(before.ts).toDateString() !== dateOf(message.ts).toDateString();
    const border = !bordered && message.user !== me && compareTs(message.ts, readUpTo ?? '') > 0;
    if (newDay) rows.push({ kind: 'day', key: `day ${message.ts}`, ts: message.ts });
    if (border) rows.push({ kind: 'new', key: 'new' });
    bordered ||= border;
    const lead = newDay || border || !before || !follows(before, message);
    rows.push({ kind: 'message', key: message.ts, message, lead });
    before = message;
  }
  return rows;
}

function follows(before: PageMessage, message: PageMessage): boolean {
  const near = dateOf(message.ts).getTime() - dateOf(before.ts).getTime() < GROUPED_MS;
  return near && before.user === message.user && before.ephemeral === message.ephemeral;
}
