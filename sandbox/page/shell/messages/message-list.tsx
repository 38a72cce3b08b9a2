import { useMemo } from 'react';
import { usePage } from '../../page-context.ts';
import { ArrowDownIcon } from '../icons.tsx';
import { SCROLLED_BY_KEYS } from '../scrolled-by-keys.ts';
import { useAuthors } from './authors.ts';
import type { MessageListProps } from './message-list-props.ts';
import { MessageRow } from './message-row.tsx';
import { useSteadyScroll } from './steady-scroll.ts';
import { timelineRows } from './timeline.ts';
import { useReading } from './use-reading.ts';
import { Day } from './when.tsx';

/** Messages, oldest first, that stays at its end while one reads there and still while one reads elsewhere. */
export function MessageList(props: MessageListProps) {
  const { label, messages, me, start, replies, onOpenThread } = props;
  const { box, atEnd, toEnd, onScroll } = useSteadyScroll();
  const { border, unread } = useReading(props, atEnd, toEnd);
  const { nameOf, isApp } = useAuthors();
  const hasMenu = usePage().snapshot.messageShortcuts.length > 0;
  const rows = useMemo(() => timelineRows(messages, me, border), [messages, me, border]);
  return (
    <div className="messages">
      <div className="messages-scroll" ref={box} onScroll={onScroll} {...SCROLLED_BY_KEYS}>
        <div className="messages-content">
          {start}
          <ol aria-label={label}>
            {rows.map((row) => {
              if (row.kind === 'day')
                return (
                  <li key={row.key} className="divider">
                    <h3>
                      <Day ts={row.ts} />
                    </h3>
                  </li>
                );
              if (row.kind === 'new')
                return (
                  <li key={row.key} className="divider divider-new">
                    <span>New</span>
                  </li>
                );
              const answers = replies?.get(row.message.ts)?.filter(({ ephemeral }) => !ephemeral);
              return (
                <MessageRow
                  key={row.key}
                  message={row.message}
                  name={nameOf(row.message.user)}
                  app={isApp(row.message.user)}
                  lead={row.lead}
                  replyCount={answers?.length ?? 0}
                  lastReply={answers?.at(-1)?.ts}
                  hasMenu={hasMenu}
                  onOpenThread={onOpenThread}
                />
              );
            })}
          </ol>
        </div>
      </div>
      {unread && !atEnd ? (
        <button type="button" className="new-messages" onClick={toEnd}>
          <ArrowDownIcon /> New messages
        </button>
      ) : null}
    </div>
  );
}
