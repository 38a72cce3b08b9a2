import { jest } from '@jest/globals';
import type { WireEvents } from '../../../sandbox/page/live/wire.ts';
import { createLive } from '../../../sandbox/page/live.ts';
import type { Update } from '../../../sandbox/page-server/protocol.ts';
import { group, message, snapshot } from './snapshots.ts';

interface Line {
  userId: string;
  events: WireEvents;
  sent: { id: number; name: string }[];
  closed: boolean;
}

/** Lines as a test opens, breaks and listens to them. */
function lines() {
  const opened: Line[] = [];
  const live = createLive((userId, events) => {
    const line: Line = { userId, events, sent: [], closed: false };
    opened.push(line);
    return {
      send: (text) => void line.sent.push(JSON.parse(text)),
      close: () => {
        line.closed = true;
      },
    };
  });
  const last = () => {
    const line = opened.at(-1);
    if (!line) throw new Error('no line is open');
    return line;
  };
  const tell = (update: Update) => last().events.text(JSON.stringify(update));
  return { live, opened, last, tell };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the line to the sandbox', () => {
  it('shows the snapshot, then every change of it', () => {
    const { live, tell } = lines();
    const drawn = jest.fn();
    live.subscribe(drawn);
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    tell({ type: 'message', message: message('1.000000') });
    jest.advanceTimersByTime(50);
    expect(live.now()).toMatchObject({ connected: true, snapshot: { messages: [{ ts: '1.000000' }] } });
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it('ignores updates it does not know', () => {
    const { live, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    jest.advanceTimersByTime(50);
    const before = live.now();
    for (const text of ['{"type":"unknown"}', 'null', '[]', 'not json', '{"type":"toString"}'])
      last().events.text(text);
    jest.advanceTimersByTime(50);
    expect(live.now()).toBe(before);
  });

  it('answers a request once everything that came before its answer is shown', async () => {
    const { live, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    const taken = live.ask('send', { channel: 'C0DESIGN', text: 'hello' });
    const [request] = last().sent;
    expect(request).toMatchObject({ name: 'send', args: { channel: 'C0DESIGN', text: 'hello' } });
    tell({ type: 'message', message: message('1.000000', { text: 'hello' }) });
    tell({ type: 'done', id: request?.id ?? 0, ok: true, result: 'acknowledged' });
    expect(live.now().snapshot?.messages).toHaveLength(1);
    await expect(taken).resolves.toBe('acknowledged');
  });

  it('fails a request with the sandbox’s own sentence', async () => {
    const { live, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    const taken = live.ask('openHome', {});
    tell({ type: 'done', id: last().sent[0]?.id ?? 0, ok: false, error: 'There is no Home tab.' });
    await expect(taken).rejects.toThrow('There is no Home tab.');
  });

  it('does not take the answer to another question', async () => {
    const { live, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    const page = live.ask('earlier', { channel: 'C0DESIGN', before: '1.000000' });
    tell({ type: 'done', id: last().sent[0]?.id ?? 0, ok: true, result: 'acknowledged' });
    await expect(page).rejects.toThrow('can’t read');
  });

  it('fails what is under way when the line breaks, keeps the snapshot, and comes back ever more slowly', async () => {
    const { live, opened, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    const taken = live.ask('shortcut', { callbackId: 'create_group' });
    last().events.closed();
    await expect(taken).rejects.toThrow('broke before it answered');
    jest.advanceTimersByTime(50);
    expect(live.now()).toMatchObject({ connected: false, failures: 1, snapshot: { me: 'U0INES' } });
    await expect(live.ask('openHome', {})).rejects.toThrow('can’t be reached');
    jest.advanceTimersByTime(250);
    expect(opened).toHaveLength(2);
    last().events.closed();
    jest.advanceTimersByTime(400);
    expect(opened).toHaveLength(2);
    jest.advanceTimersByTime(100);
    expect(opened).toHaveLength(3);
    tell({ type: 'snapshot', snapshot: snapshot() });
    jest.advanceTimersByTime(50);
    expect(live.now()).toMatchObject({ connected: true, failures: 0 });
  });

  it('becomes somebody else at once, and hears nothing of the old line any more', async () => {
    const { live, opened, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot() });
    const taken = live.ask('openHome', {});
    live.actAs('U0TOMAS');
    await expect(taken).rejects.toThrow('another person');
    expect(opened.map(({ userId, closed }) => [userId, closed])).toEqual([
      ['U0INES', true],
      ['U0TOMAS', false],
    ]);
    tell({ type: 'snapshot', snapshot: snapshot({ me: 'U0TOMAS' }) });
    opened[0]?.events.text(JSON.stringify({ type: 'snapshot', snapshot: snapshot() }));
    opened[0]?.events.closed();
    jest.advanceTimersByTime(10_000);
    expect(live.now().snapshot?.me).toBe('U0TOMAS');
    expect(opened).toHaveLength(2);
  });

  it('loads earlier messages in front of the others', async () => {
    const { live, last, tell } = lines();
    live.actAs('U0INES');
    tell({ type: 'snapshot', snapshot: snapshot({ messages: [message('9.000000')], earlier: { C0DESIGN: 1 } }) });
    const loaded = live.loadEarlier('C0DESIGN', '9.000000');
    const result = { messages: [message('8.000000')], left: 0 };
    tell({ type: 'done', id: last().sent[0]?.id ?? 0, ok: true, result });
    await loaded;
    jest.advanceTimersByTime(50);
    expect(live.now().snapshot?.messages.map(({ ts }) => ts)).toEqual(['8.000000', '9.000000']);
  });

  it('marks what changed in the portal, and takes the marks back after a while', () => {
    const { live, tell } = lines();
    live.actAs('U0INES');
    const empty = snapshot().portal;
    const before = { ...empty, groups: [group('g1', 'Design'), group('g2', 'Old')], groupTotal: 2 };
    tell({ type: 'snapshot', snapshot: snapshot({ portal: before }) });
    const groups = [group('g1', 'Design team'), group('g3', 'New')];
    tell({ type: 'portal', portal: { ...before, groups }, changed: ['g1', 'g3'] });
    tell({ type: 'portal', portal: { ...before, groups: groups.slice(0, 1), groupTotal: 1 }, changed: ['g3'] });
    jest.advanceTimersByTime(50);
    expect(live.now().marks.rows).toMatchObject({ g1: { mark: 'changed' } });
    expect(live.now().marks.gone.map(({ group: { name } }) => name)).toEqual(['New']);
    jest.advanceTimersByTime(10_000);
    expect(live.now().marks).toMatchObject({ rows: {}, gone: [] });
  });
});
