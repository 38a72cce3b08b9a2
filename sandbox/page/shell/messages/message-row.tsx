import { memo, useMemo } from 'react';
import type { PageMessage } from '../../../page-server/protocol.ts';
import { attachmentText } from '../../../slack/attachment-text.ts';
import { Blocks } from '../../block-kit/blocks.tsx';
import { MarkedText } from '../../block-kit/marked-text.tsx';
import { EyeIcon, ThreadIcon } from '../icons.tsx';
import { Avatar } from './avatar.tsx';
import { MessageMenu } from './message-menu.tsx';
import { When } from './when.tsx';

/** Everything a row is rendered from; while none of it changes, the row is not rendered again. */
export interface MessageRowProps {
  message: PageMessage;
  name: string;
  app: boolean;
  /** Has its own head; others stand under the head of the message before. */
  lead: boolean;
  replyCount: number;
  lastReply: string | undefined;
  /** The app has shortcuts for messages. */
  hasMenu: boolean;
  /** Undefined inside of a thread. */
  onOpenThread: ((ts: string) => void) | undefined;
}

/** A message. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, name, app, lead, replyCount, hasMenu, onOpenThread } = props;
  const { channel, ts, text, blocks, attachments = [], edited, ephemeral } = message;
  const place = useMemo(() => ({ kind: 'message', channel, ts }) as const, [channel, ts]);
  const classes = ['message', lead ? 'message-lead' : '', ephemeral ? 'message-ephemeral' : ''];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-ts={ts}>
      <div className="message-margin">
        {lead ? <Avatar id={message.user} name={name} app={app} /> : <When ts={ts} />}
      </div>
      <article className="message-body" aria-label={name}>
        {ephemeral ? (
          <p className="message-private">
            <EyeIcon /> Only visible to you
          </p>
        ) : null}
        {lead ? (
          <header className="message-head">
            <b>{name}</b>
            {app ? <span className="badge">APP</span> : null}
            <When ts={ts} />
          </header>
        ) : null}
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} place={place} />
        ) : (
          <div className="message-text">
            <MarkedText text={text} />
            {edited ? <small className="message-edited"> (edited)</small> : null}
          </div>
        )}
        {attachments.map((attachment) => (
          <div key={attachment.id} className="message-attachment">
            <MarkedText text={attachmentText(attachment)} />
          </div>
        ))}
        {replyCount > 0 && onOpenThread ? <ThreadLink {...props} /> : null}
      </article>
      {(onOpenThread || hasMenu) && !ephemeral ? (
        <div className="message-tools">
          {onOpenThread ? (
            <button type="button" className="icon-button" title="Reply in thread" onClick={() => onOpenThread(ts)}>
              <ThreadIcon />
              <span className="unseen">Reply in thread to {name}</span>
            </button>
          ) : null}
          {hasMenu ? <MessageMenu channel={channel} ts={ts} name={name} /> : null}
        </div>
      ) : null}
    </li>
  );
});

function ThreadLink({ message, replyCount, lastReply, onOpenThread }: MessageRowProps) {
  return (
    <button type="button" className="thread-link" onClick={() => onOpenThread?.(message.ts)}>
      <b>{replyCount === 1 ? '1 reply' : `${replyCount} replies`}</b>
      {lastReply ? (
        <span>
          {' '}
          Last reply <When ts={lastReply} />
        </span>
      ) : null}
    </button>
  );
}
