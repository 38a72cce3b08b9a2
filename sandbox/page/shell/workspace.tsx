import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ChannelCard, Snapshot } from '../../page-server/protocol.ts';
import { ModalStack } from '../forms/modal-stack.tsx';
import type { Live, LiveState } from '../live.ts';
import { type Page, PageProvider } from '../page-context.ts';
import type { Address } from './address.ts';
import { Checklist } from './checklist/checklist.tsx';
import type { StepAction } from './checklist/steps.ts';
import { createDrafts, draftPlace } from './composer/drafts.ts';
import { ConversationPane } from './conversation/conversation-pane.tsx';
import { ThreadPane } from './conversation/thread-pane.tsx';
import { useThread } from './conversation/use-thread.ts';
import { Announcer } from './messages/announcer.tsx';
import { showMessage } from './messages/show-message.ts';
import { conversationIn, conversationsOf } from './messages/threads.ts';
import { Notices } from './notices.tsx';
import { type Pane, PaneTabs } from './pane-tabs.tsx';
import { PortalPane } from './portal/portal-pane.tsx';
import { usePortalPane } from './portal/use-portal-pane.ts';
import { Sidebar } from './sidebar/sidebar.tsx';
import { Switcher } from './sidebar/switcher.tsx';
import { countUnread } from './unread.ts';

interface WorkspaceProps {
  snapshot: Snapshot;
  marks: LiveState['marks'];
  live: Live;
  address: Address;
  go(change: Partial<Address>): void;
}

/** The workspace as one person sees it, and the portal. */
export function Workspace({ snapshot, marks, live, address, go }: WorkspaceProps) {
  const page: Page = useMemo(() => ({ snapshot, ask: live.ask }), [snapshot, live.ask]);
  const conversations = useMemo(() => conversationsOf(snapshot.messages), [snapshot.messages]);
  const unread = useMemo(() => countUnread(snapshot), [snapshot]);
  const markRead = useCallback(
    // What could not be marked stays unread.
    (channel: string, ts: string) => void live.ask('read', { channel, ts }).catch(() => undefined),
    [live.ask],
  );
  const channel = channelShown(snapshot, address.in);
  const conversation = conversationIn(conversations, channel?.id ?? '');
  const [drafts] = useState(createDrafts);
  const [pane, setPane] = useState<Pane>('main');
  const field = useRef<HTMLTextAreaElement>(null);
  const thread = useThread(channel?.id, conversation);
  const portal = usePortalPane();
  const focusSoon = useFocusAfterMove(channel?.id, field);

  function openChannel(id: string): void {
    setPane('main');
    focusSoon();
    go({ in: id });
  }
  function actAs(userId: string): void {
    // On a phone the sidebar would hide what this person sees.
    if (pane === 'sidebar') setPane('main');
    go({ as: userId });
  }
  const openTroubles = () => {
    setPane('portal');
    portal.show('trouble');
  };
  function takeStep(action: StepAction): void {
    if (action.kind === 'faults') openTroubles();
    else if (action.kind === 'act-as') actAs(action.userId);
    else if (action.kind === 'show') {
      openChannel(action.channel);
      showMessage(action.ts);
    } else typeLine(action.line);
  }
  function typeLine(line: string): void {
    // The app takes no messages in its own conversation.
    const writable = channel?.readOnly || channel?.archived ? snapshot.channels.find(isWritable) : channel;
    if (!writable) return;
    drafts.set(draftPlace(snapshot.me, writable.id), line);
    if (writable.id === channel?.id) field.current?.focus();
    else openChannel(writable.id);
  }
  const panes = {
    'data-pane': pane,
    'data-thread': thread.open ? 'open' : 'closed',
    'data-portal': portal.open ? 'open' : 'closed',
  };
  return (
    <PageProvider value={page}>
      <button type="button" className="skip-link" onClick={() => field.current?.focus()}>
        Skip to the composer
      </button>
      <div className="workspace" {...panes}>
        <Sidebar unread={unread} shown={channel?.id} onOpen={openChannel} onActAs={actAs} />
        <main className="stage">
          <h1 className="unseen">
            {channel?.name} in {snapshot.team.name}
          </h1>
          <section className="pane main-pane" aria-label={channel?.name}>
            <Checklist onAction={takeStep} />
            <Notices onTroubles={openTroubles} />
            {channel ? (
              <ConversationPane
                key={`${snapshot.me} ${channel.id}`}
                channel={channel}
                conversation={conversation}
                readUpTo={snapshot.readUpTo[channel.id] ?? ''}
                onRead={markRead}
                onOpenThread={thread.openThread}
                loadEarlier={live.loadEarlier}
                drafts={drafts}
                field={field}
                portalOpen={portal.open}
                onTogglePortal={portal.toggle}
              />
            ) : (
              <p className="nothing">You are not in any conversation.</p>
            )}
          </section>
          {channel && thread.open ? (
            <ThreadPane
              key={`${snapshot.me} ${thread.open}`}
              channel={channel}
              threadTs={thread.open}
              conversation={conversation}
              drafts={drafts}
              onClose={() => thread.close(field.current)}
            />
          ) : null}
        </main>
        <PortalPane marks={marks} tab={portal.tab} onTab={portal.setTab} onHide={portal.toggle} />
        <PaneTabs pane={pane} onPane={setPane} unread={unread} changed={marks.round} />
      </div>
      <Switcher unread={unread} onOpen={openChannel} onActAs={actAs} />
      <Announcer />
      <ModalStack />
    </PageProvider>
  );
}

function isWritable({ readOnly, archived }: ChannelCard): boolean {
  return !readOnly && !archived;
}

/** The conversation of the address; the first one where the person does not see it. */
function channelShown({ channels }: Snapshot, wanted: string | undefined): ChannelCard | undefined {
  return channels.find(({ id }) => id === wanted) ?? channels.find(({ kind }) => kind !== 'direct') ?? channels[0];
}

/** Puts the focus into the composer once the conversation one went to is there, as Slack does where there is a keyboard. */
function useFocusAfterMove(channel: string | undefined, field: { current: HTMLTextAreaElement | null }): () => void {
  const wanted = useRef(false);
  useEffect(() => {
    if (channel !== undefined && wanted.current) field.current?.focus();
    wanted.current = false;
  }, [channel, field]);
  return () => {
    wanted.current = window.matchMedia('(hover: hover)').matches;
  };
}
