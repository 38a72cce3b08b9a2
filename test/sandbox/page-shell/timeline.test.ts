import { spokenMrkdwn } from '../../../sandbox/page/block-kit/spoken-mrkdwn.ts';
import { conversationIn, conversationsOf } from '../../../sandbox/page/shell/messages/threads.ts';
import { timelineRows } from '../../../sandbox/page/shell/messages/timeline.ts';
import { countUnread } from '../../../sandbox/page/shell/unread.ts';
import { message, snapshot } from './snapshots.ts';

/** Noon of a day, and so many seconds. */
const at = (day: number, seconds = 0) => `${new Date(2026, 2, day, 12).getTime() / 1000 + seconds}.000000`;

/** The rows in short: messages with a head are `+`, those under one are `·`. */
function drawn(...given: Parameters<typeof timelineRows>): string {
  return timelineRows(...given)
    .map((row) => (row.kind === 'message' ? (row.lead ? '+' : '·') : row.kind))
    .join(' ');
}

describe('a conversation as it is drawn', () => {
  it('puts what one person says within five minutes under one head', () => {
    const said = [message(at(1)), message(at(1, 60)), message(at(1, 359)), message(at(1, 700))];
    expect(drawn(said, 'U0TOMAS')).toBe('day + · · +');
  });

  it('begins a head for somebody else, for a private line, and on a new day', () => {
    expect(drawn([message(at(1)), message(at(1, 5), { user: 'U0TOMAS' })], 'U0UNA')).toBe('day + +');
    expect(drawn([message(at(1)), message(at(1, 5), { ephemeral: true })], 'U0UNA')).toBe('day + +');
    expect(drawn([message(at(1)), message(at(2))], 'U0UNA')).toBe('day + day +');
  });

  it('draws one border before the first line of others that is not read', () => {
    const said = [message(at(1)), message(at(1, 1)), message(at(1, 2))];
    expect(drawn(said, 'U0UNA', at(1))).toBe('day + new + ·');
    expect(drawn(said, 'U0UNA', at(1, 2))).toBe('day + · ·');
    expect(drawn(said, 'U0INES', at(1))).toBe('day + · ·');
  });
});

describe('threads', () => {
  it('keeps replies out of the channel and gives them to the message they answer', () => {
    const parent = message('1.000000', { threadTs: '1.000000' });
    const reply = message('2.000000', { threadTs: '1.000000' });
    const elsewhere = message('3.000000', { channel: 'C0RANDOM' });
    const all = conversationsOf([parent, reply, elsewhere]);
    expect(conversationIn(all, 'C0DESIGN').messages).toEqual([parent]);
    expect(conversationIn(all, 'C0DESIGN').replies.get('1.000000')).toEqual([reply]);
    expect(conversationIn(all, 'C0NOWHERE').messages).toEqual([]);
  });
});

describe('what is unread', () => {
  const messages = [
    message('1.000000', { user: 'U0TOMAS' }),
    message('2.000000', { user: 'U0TOMAS', mentionsMe: true }),
    message('3.000000'),
    message('4.000000', { user: 'U0TOMAS', threadTs: '1.000000', mentionsMe: true }),
    message('5.000000', { user: 'U0DOCSPACE', ephemeral: true }),
  ];
  const readUpTo = (ts: string) => ({ readUpTo: { C0DESIGN: ts } });

  it('is what others said in the channel itself and everybody there can see', () => {
    expect(countUnread(snapshot({ messages }))).toEqual({ C0DESIGN: { messages: 2, badge: 1 } });
    expect(countUnread(snapshot({ messages, ...readUpTo('1.000000') }))).toEqual({
      C0DESIGN: { messages: 1, badge: 1 },
    });
    expect(countUnread(snapshot({ messages, ...readUpTo('2.000000') }))).toEqual({});
  });

  it('has a number for every direct message, and for mentions elsewhere', () => {
    const [channel] = snapshot().channels;
    const direct = { channels: channel ? [{ ...channel, kind: 'direct' as const }] : [] };
    expect(countUnread(snapshot({ messages, ...direct }))).toEqual({ C0DESIGN: { messages: 2, badge: 2 } });
    const plain = messages.map((each) => ({ ...each, mentionsMe: false }));
    expect(countUnread(snapshot({ messages: plain }))).toEqual({ C0DESIGN: { messages: 2, badge: 0 } });
  });
});

describe('what is spoken', () => {
  const { names } = snapshot();
  const spoken: [string, string][] = [
    ['<@U0INES> asks in <#C0DESIGN>', "@Ines O'Neil asks in #design"],
    ['*Deleted* &amp; gone &lt;3', 'Deleted & gone <3'],
    ['see <https://portal.example/g|the group>', 'see the group'],
    ['<https://portal.example/g>', 'https://portal.example/g'],
    ['by <!date^1770000000^{date}|Feb 2> for <!here>', 'by Feb 2 for @here'],
    ['snake_case and 2 * 3', 'snake_case and 2 * 3'],
  ];
  it.each(spoken)('%s', (mrkdwn, words) => {
    expect(spokenMrkdwn(mrkdwn, names)).toBe(words);
  });
});
