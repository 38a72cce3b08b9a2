import { usePage } from '../page-context.ts';

/** A person’s name as a mention, highlighted for that person. */
export function UserMention({ id, label }: { id: string; label?: string }) {
  const { snapshot } = usePage();
  const name = snapshot.names[id] ?? label ?? id;
  return <span className={id === snapshot.me ? 'bk-mention bk-mention-me' : 'bk-mention'}>@{name}</span>;
}

/** A conversation's name, as a mention. */
export function ChannelMention({ id, label }: { id: string; label?: string }) {
  const { snapshot } = usePage();
  const name = snapshot.names[id] ?? label;
  return <span className="bk-mention">#{name || 'private channel'}</span>;
}

/** `#name` as typed: a mention where the person sees such a channel, plain text otherwise. */
export function TypedChannel({ name }: { name: string }) {
  const { snapshot } = usePage();
  const known = snapshot.channels.some((channel) => channel.kind !== 'direct' && channel.name === name);
  return known ? <span className="bk-mention">#{name}</span> : `#${name}`;
}

/** `@here`, `@channel` or `@everyone`, which notify everybody. */
export function EverybodyMention({ range }: { range: 'here' | 'channel' | 'everyone' }) {
  return <span className="bk-mention bk-mention-me">@{range}</span>;
}
