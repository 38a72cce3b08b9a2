import type { ChannelCard } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';
import { HashIcon, LockIcon } from '../icons.tsx';
import { Avatar } from '../messages/avatar.tsx';
import { badgeLabel, type Unread, type UnreadByChannel } from '../unread.ts';
import { ActAs } from './act-as.tsx';

interface SidebarProps {
  unread: UnreadByChannel;
  /** The conversation in the middle. */
  shown: string | undefined;
  onOpen(channel: string): void;
  onActAs(userId: string): void;
}

/** The workspace's name, its conversations, and who you act as. */
export function Sidebar({ unread, shown, onOpen, onActAs }: SidebarProps) {
  const { team, channels } = usePage().snapshot;
  const rows = (wanted: readonly ChannelCard[]) => (
    <ul>
      {wanted.map((channel) => (
        <li key={channel.id}>
          <ChannelLink
            channel={channel}
            unread={unread[channel.id]}
            current={channel.id === shown}
            onOpen={() => onOpen(channel.id)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <div className="pane sidebar-pane">
      <nav aria-label="Workspace">
        <p className="team">
          <b>{team.name}</b>
          <small>A Slack workspace to try things in</small>
        </p>
        <h2>Channels</h2>
        {rows(channels.filter(({ kind }) => kind !== 'direct'))}
        <h2>Apps</h2>
        {rows(channels.filter(({ kind }) => kind === 'direct'))}
        <p className="sidebar-hint">
          <kbd>Ctrl</kbd> <kbd>K</kbd> goes to any channel or person
        </p>
      </nav>
      <ActAs onActAs={onActAs} />
    </div>
  );
}

interface ChannelLinkProps {
  channel: ChannelCard;
  unread: Unread | undefined;
  current: boolean;
  onOpen(): void;
}

function ChannelLink({ channel, unread, current, onOpen }: ChannelLinkProps) {
  const { app } = usePage().snapshot;
  const { kind, name, archived } = channel;
  const hint = archived ? 'archived' : channel.shared ? 'shared' : channel.app ? undefined : 'app not in it';
  const alive = app.running && app.connected;
  return (
    <button
      type="button"
      className={unread ? 'channel-link channel-unread' : 'channel-link'}
      aria-current={current ? 'page' : undefined}
      onClick={onOpen}
    >
      {kind === 'public' ? <HashIcon /> : null}
      {kind === 'private' ? <LockIcon /> : null}
      {kind === 'direct' ? <Avatar id={app.userId} name={name} app /> : null}
      <span className="channel-name">
        {name}
        {kind === 'private' ? <span className="unseen"> (private)</span> : null}
        {hint ? <small>{hint}</small> : null}
      </span>
      {kind === 'direct' ? (
        <span className={alive ? 'presence presence-on' : 'presence'} title={alive ? 'running' : 'not running'}>
          <span className="unseen">{alive ? 'running' : 'not running'}</span>
        </span>
      ) : null}
      {unread && unread.badge > 0 ? (
        <span className="count">
          {unread.badge}
          <span className="unseen"> {badgeLabel(kind, unread.badge)}</span>
        </span>
      ) : null}
      {unread?.badge === 0 ? <span className="unseen">unread</span> : null}
    </button>
  );
}
