import type { Conversation, WorkspaceState } from '../state.ts';
import type { WorkspaceEvent } from '../workspace-event.ts';
import type { EventJson } from './message-events.ts';
import { hears, kindOf } from './subscriptions.ts';

type AboutChannel = Exclude<WorkspaceEvent, { kind: 'posted' | 'edited' | 'deleted' }>;

/** The ends of event names, such as `channel_archive` and `group_archive`. */
const ENDS = { archived: 'archive', unarchived: 'unarchive', removed: 'deleted' } as const;

/** The events about a conversation itself: who is in it, and whether it is there. */
export function channelEvents(event: AboutChannel, state: WorkspaceState): EventJson[] {
  const { conversation } = event;
  const { prefix, read } = kindOf(conversation);
  if (!prefix) return [];
  const named = (name: string, more: EventJson): EventJson[] =>
    hears(state, name, read) ? [{ type: name, channel: conversation.id, event_ts: state.newTs(), ...more }] : [];
  if (event.kind === 'joined' || event.kind === 'left') {
    const { user, kind } = event;
    if (kind === 'left' && user === state.bot.userId)
      return named(`${prefix}_left`, { actor_id: actorOf(conversation) });
    const about = { user, team: state.team.id, channel_type: conversation.id.slice(0, 1) };
    return named(kind === 'joined' ? 'member_joined_channel' : 'member_left_channel', about);
  }
  const name = `${prefix}_${ENDS[event.kind]}`;
  return named(name, event.kind === 'removed' ? {} : { user: actorOf(conversation) });
}

/** Who changed a channel: the stand-in has no admins, so it is the first of its people. */
function actorOf({ members }: Conversation): string | undefined {
  return [...members].find((id) => id.startsWith('U'));
}
