import type { Happening } from '../happening.ts';
import type { Conversation, WorkspaceState } from '../state.ts';
import type { EventJson } from './message-events.ts';
import { hears, kindOf } from './subscriptions.ts';

type AboutChannel = Exclude<Happening, { kind: 'posted' | 'edited' | 'deleted' }>;

/** The ends of event names, such as `channel_archive` and `group_archive`. */
const ENDS = { archived: 'archive', unarchived: 'unarchive', removed: 'deleted' } as const;

/** The events about a conversation itself: who is in it, and whether it is there. */
export function channelEvents(happening: AboutChannel, state: WorkspaceState): EventJson[] {
  const { conversation } = happening;
  const { prefix, read } = kindOf(conversation);
  if (!prefix) return [];
  const named = (name: string, more: EventJson): EventJson[] =>
    hears(state, name, read) ? [{ type: name, channel: conversation.id, event_ts: state.newTs(), ...more }] : [];
  if (happening.kind === 'joined' || happening.kind === 'left') {
    const { user, kind } = happening;
    if (kind === 'left' && user === state.bot.userId)
      return named(`${prefix}_left`, { actor_id: actorOf(conversation) });
    const about = { user, team: state.team.id, channel_type: conversation.id.slice(0, 1) };
    return named(kind === 'joined' ? 'member_joined_channel' : 'member_left_channel', about);
  }
  const name = `${prefix}_${ENDS[happening.kind]}`;
  return named(name, happening.kind === 'removed' ? {} : { user: actorOf(conversation) });
}

/** Who changed a channel: the stand-in has no admins, so it is the first of its people. */
function actorOf({ members }: Conversation): string | undefined {
  return [...members].find((id) => id.startsWith('U'));
}
