import { useEffect, useRef, useState } from 'react';
import { spokenMrkdwn } from '../../block-kit/spoken-mrkdwn.ts';
import { compareTs } from '../../live/message-order.ts';
import { usePage } from '../../page-context.ts';
import { useAuthors } from './authors.ts';

/** Lines the region holds; older ones have been spoken. */
const MOST_LINES = 5;

/** Speaks new and changed messages by their notification text, as Slack does for people who do not see the screen. */
export function Announcer() {
  const { snapshot } = usePage();
  const { messages, me, names } = snapshot;
  const { nameOf } = useAuthors();
  const heard = useRef<{ me: string; last: string; texts: ReadonlyMap<string, string> }>(undefined);
  const [lines, setLines] = useState<readonly { key: string; words: string }[]>([]);
  useEffect(() => {
    const before = heard.current;
    if (before?.me === me) {
      const fresh = messages.filter(({ ts, user, text }) => user !== me && isFresh(before, ts, text));
      const spoken = fresh.map((message) => ({
        key: `${message.ts} ${message.text}`,
        words: `${nameOf(message.user)} in ${names[message.channel] ?? 'a conversation'}: ${spokenMrkdwn(message.text, names)}`,
      }));
      if (spoken.length > 0) setLines((all) => [...all, ...spoken].slice(-MOST_LINES));
    } else setLines([]);
    const last = messages.at(-1)?.ts ?? '';
    heard.current = { me, last, texts: new Map(messages.map(({ ts, text }) => [ts, text])) };
  }, [messages, me, names, nameOf]);
  return (
    <div role="log" aria-live="polite" aria-label="New messages" className="unseen">
      {lines.map(({ key, words }) => (
        <p key={key}>{words}</p>
      ))}
    </div>
  );
}

/** Newer than everything heard, or updated with another text; older messages that were only loaded are not new. */
function isFresh(before: { last: string; texts: ReadonlyMap<string, string> }, ts: string, text: string): boolean {
  const known = before.texts.get(ts);
  return known === undefined ? compareTs(ts, before.last) > 0 : known !== text;
}
