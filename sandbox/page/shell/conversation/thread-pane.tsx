import { useEffect, useMemo, useRef } from 'react';
import type { ChannelCard } from '../../../page-server/protocol.ts';
import { PageProvider, usePage } from '../../page-context.ts';
import { Composer } from '../composer/composer.tsx';
import type { Drafts } from '../composer/drafts.ts';
import { CloseIcon } from '../icons.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { useStablePage } from '../messages/stable-page.ts';
import type { Conversation } from '../messages/threads.ts';
import { disabledReason } from './disabled-reason.ts';

interface ThreadPaneProps {
  channel: ChannelCard;
  threadTs: string;
  conversation: Conversation;
  drafts: Drafts;
  onClose(): void;
}

/** A message and the replies to it. */
export function ThreadPane({ channel, threadTs, conversation, drafts, onClose }: ThreadPaneProps) {
  const { snapshot } = usePage();
  const calm = useStablePage();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const parent = conversation.messages.find(({ ts }) => ts === threadTs);
  const replies = conversation.replies.get(threadTs);
  const messages = useMemo(() => [...(parent ? [parent] : []), ...(replies ?? [])], [parent, replies]);
  const disabledBecause = disabledReason(channel, snapshot);
  return (
    <section
      className="pane thread-pane"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className="conversation-head">
        <h2>Thread</h2>
        <p>{channel.kind === 'direct' ? channel.name : `#${channel.name}`}</p>
        <button type="button" className="icon-button" title="Close thread" onClick={onClose}>
          <CloseIcon />
          <span className="unseen">Close thread</span>
        </button>
      </header>
      <PageProvider value={calm}>
        <MessageList
          label="Messages in this thread"
          messages={messages}
          me={snapshot.me}
          start={parent ? null : <p className="nothing">The first message is further up in the channel.</p>}
        />
      </PageProvider>
      <Composer
        drafts={drafts}
        channel={channel.id}
        threadTs={threadTs}
        label="Reply"
        field={field}
        {...(disabledBecause ? { disabledBecause } : {})}
      />
    </section>
  );
}
