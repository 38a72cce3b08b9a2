import { spokenMrkdwn } from '../../../sandbox/page/block-kit/spoken-mrkdwn.ts';
import { conversationIn, conversationsOf } from '../../../sandbox/page/shell/messages/threads.ts';
import { timelineRows } from '../../../sandbox/page/shell/messages/timeline.ts';
import { allRead, countUnread } from '../../../sandbox/page/shell/read-marks.ts';
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
  const { channels } = snapshot();
  const messages = [
    message('1.000000', { user: 'U0TOMAS' }),
    message('2.000000', { user: 'U0TOMAS' }),
    message('3.000000'),
    message('4.000000', { user: 'U0TOMAS', threadTs: '1.000000' }),
  ];

  it('counts what others said since, in the channel itself', () => {
    expect(countUnread(messages, { C0DESIGN: '1.000000' }, 'U0INES')).toEqual({ C0DESIGN: 1 });
    expect(countUnread(messages, allRead(messages, channels), 'U0INES')).toEqual({});
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
