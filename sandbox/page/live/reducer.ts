import type { PageMessage, Requests, Snapshot, Update } from '../../page-server/protocol.ts';
import { compareTs, inOrder, withMessage } from './message-order.ts';

/** Calls the page keeps. */
export const MOST_CALLS = 200;

/** A snapshot as the sandbox sends it, with its messages in one order. */
export function ordered(snapshot: Snapshot): Snapshot {
  return { ...snapshot, messages: inOrder(snapshot.messages) };
}

/** The snapshot after an update. */
export function applyUpdate(snapshot: Snapshot, update: Exclude<Update, { type: 'done' }>): Snapshot {
  switch (update.type) {
    case 'snapshot':
      return ordered(update.snapshot);
    case 'message':
      return isBeforeThePage(snapshot, update.message)
        ? snapshot
        : { ...snapshot, messages: withMessage(snapshot.messages, update.message) };
    case 'gone':
      return {
        ...snapshot,
        messages: snapshot.messages.filter(({ channel, ts }) => channel !== update.channel || ts !== update.ts),
      };
    case 'channels':
      return { ...snapshot, channels: update.channels, names: update.names };
    case 'modals':
      return { ...snapshot, modals: update.modals };
    case 'home':
      return { ...snapshot, home: update.home };
    case 'portal':
      return { ...snapshot, portal: update.portal };
    case 'call':
      return {
        ...snapshot,
        calls: [...snapshot.calls.filter(({ id }) => id !== update.call.id), update.call].slice(-MOST_CALLS),
      };
    case 'refusal':
      return { ...snapshot, refusals: [...snapshot.refusals, update.refusal] };
    case 'app':
      return { ...snapshot, app: { ...snapshot.app, ...update.app } };
    case 'faults':
      return { ...snapshot, faults: update.faults };
    case 'read':
      return { ...snapshot, readUpTo: update.readUpTo };
    case 'checklist':
      return { ...snapshot, checklist: update.checklist };
    case 'policy':
      return { ...snapshot, policy: update.policy };
    case 'time':
      return { ...snapshot, daysAhead: update.daysAhead };
    default:
      return snapshot;
  }
}

/** The snapshot with a page of older messages in front of a conversation. */
export function prependEarlier(snapshot: Snapshot, channel: string, page: Requests['earlier']['result']): Snapshot {
  const known = new Set(snapshot.messages.filter((message) => message.channel === channel).map(({ ts }) => ts));
  const older = page.messages.filter(({ ts }) => !known.has(ts));
  return {
    ...snapshot,
    messages: inOrder([...older, ...snapshot.messages]),
    earlier: { ...snapshot.earlier, [channel]: page.left },
  };
}

/** An updated message before the oldest loaded one: keeping it would hide a gap. */
function isBeforeThePage({ messages, earlier }: Snapshot, { channel, ts }: PageMessage): boolean {
  if (!earlier[channel]) return false;
  const oldest = messages.find((message) => message.channel === channel);
  return oldest !== undefined && compareTs(ts, oldest.ts) < 0;
}
