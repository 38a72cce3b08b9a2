import { useCallback, useState } from 'react';
import { compareTs } from '../../live/message-order.ts';
import { usePage } from '../../page-context.ts';
import { Composer } from '../composer/composer.tsx';
import { HashIcon, LockIcon, PortalIcon } from '../icons.tsx';
import { Avatar } from '../messages/avatar.tsx';
import { AppHome } from './app-home.tsx';
import { ConversationMessages } from './conversation-messages.tsx';
import { disabledReason } from './disabled-reason.ts';
import type { ConversationPaneProps } from './pane-props.ts';

type DirectTab = 'home' | 'messages';

/** A channel, or the direct message with the app and its Home tab. */
export function ConversationPane(props: ConversationPaneProps) {
  const { channel, conversation, readUpTo, onRead, onOpenThread, loadEarlier, drafts, field } = props;
  const { snapshot } = usePage();
  const direct = channel.kind === 'direct';
  const [tab, setTab] = useState<DirectTab>(direct && !hasUnread(props, snapshot.me) ? 'home' : 'messages');
  const readHere = useCallback((ts: string) => onRead(channel.id, ts), [onRead, channel.id]);
  return (
    <>
      <ConversationHeader {...props} />
      {direct ? <DirectTabs tab={tab} onTab={setTab} /> : null}
      {tab === 'home' ? (
        <AppHome />
      ) : (
        <>
          <ConversationMessages
            channel={channel}
            conversation={conversation}
            readUpTo={readUpTo}
            onRead={readHere}
            onOpenThread={onOpenThread}
            loadEarlier={loadEarlier}
            drafts={drafts}
            field={field}
          />
          <Composer
            drafts={drafts}
            channel={channel.id}
            label={`Message ${direct ? channel.name : `#${channel.name}`}`}
            field={field}
            disabledBecause={disabledReason(channel, snapshot)}
          />
        </>
      )}
    </>
  );
}

function hasUnread({ conversation, readUpTo }: ConversationPaneProps, me: string): boolean {
  const newest = conversation.messages.at(-1);
  return newest !== undefined && newest.user !== me && compareTs(newest.ts, readUpTo ?? '') > 0;
}

function ConversationHeader({ channel, portalOpen, onTogglePortal }: ConversationPaneProps) {
  const { kind, name, memberCount, app, archived } = channel;
  const { snapshot } = usePage();
  return (
    <header className="conversation-head">
      <h2>
        {kind === 'public' ? <HashIcon /> : null}
        {kind === 'private' ? <LockIcon /> : null}
        {kind === 'direct' ? <Avatar id={snapshot.app.userId} name={name} app /> : null}
        {name}
      </h2>
      {kind === 'direct' ? null : <p>{memberCount === 1 ? '1 member' : `${memberCount} members`}</p>}
      {archived ? <p className="badge">Archived</p> : null}
      {app ? null : <p className="conversation-hint">{snapshot.app.name} is not in this channel</p>}
      <button type="button" className="quiet-button portal-toggle" aria-expanded={portalOpen} onClick={onTogglePortal}>
        <PortalIcon /> Portal
      </button>
    </header>
  );
}

function DirectTabs({ tab, onTab }: { tab: DirectTab; onTab: (tab: DirectTab) => void }) {
  return (
    <nav className="tabs" aria-label="Tabs of the app">
      <button type="button" aria-current={tab === 'home'} onClick={() => onTab('home')}>
        Home
      </button>
      <button type="button" aria-current={tab === 'messages'} onClick={() => onTab('messages')}>
        Messages
      </button>
    </nav>
  );
}
