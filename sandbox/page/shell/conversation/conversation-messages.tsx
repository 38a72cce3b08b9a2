import type { RefObject } from 'react';
import { PageProvider, usePage } from '../../page-context.ts';
import { MessageList } from '../messages/message-list.tsx';
import { useStablePage } from '../messages/stable-page.ts';
import { FirstRun } from './first-run.tsx';
import type { ConversationPaneProps } from './pane-props.ts';
import { useWindow } from './use-window.ts';

type Parts = 'channel' | 'conversation' | 'readUpTo' | 'onOpenThread' | 'loadEarlier' | 'drafts';
interface ConversationMessagesProps extends Pick<ConversationPaneProps, Parts> {
  onRead(ts: string): void;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** What was said in a conversation, from its newest messages backwards. */
export function ConversationMessages(props: ConversationMessagesProps) {
  const { channel, conversation, readUpTo, onRead, onOpenThread, loadEarlier, drafts, field } = props;
  const { me } = usePage().snapshot;
  const { shown, more, loading, failure, showMore } = useWindow(channel.id, conversation.messages, loadEarlier);
  const start = more ? (
    <div className="earlier">
      <button type="button" className="quiet-button" disabled={loading} onClick={showMore}>
        {loading ? 'Loading…' : 'Load earlier messages'}
      </button>
      {failure ? <p role="alert">{failure}</p> : null}
    </div>
  ) : (
    <FirstRun channel={channel} empty={shown.length === 0} drafts={drafts} field={field} />
  );
  return (
    <PageProvider value={useStablePage()}>
      <MessageList
        label={`Messages in ${channel.name}`}
        messages={shown}
        me={me}
        start={start}
        replies={conversation.replies}
        onOpenThread={onOpenThread}
        readUpTo={readUpTo}
        onRead={onRead}
      />
    </PageProvider>
  );
}
