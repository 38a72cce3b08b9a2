import { applyUpdate, MOST_CALLS, ordered, prependEarlier } from '../../../sandbox/page/live/reducer.ts';
import type { CallLine } from '../../../sandbox/page-server/protocol.ts';
import { message, snapshot } from './snapshots.ts';

const tsOf = ({ messages }: { messages: readonly { ts: string }[] }) => messages.map(({ ts }) => ts);

describe('updates of messages', () => {
  const before = snapshot({ messages: [message('10.000000'), message('20.000000'), message('30.000000')] });

  it('puts the conversations of a new snapshot into one order', () => {
    const mixed = [
      message('20.000000', { channel: 'C1' }),
      message('30.000000', { channel: 'C1' }),
      message('9.000000'),
    ];
    expect(tsOf(ordered(snapshot({ messages: mixed })))).toEqual(['9.000000', '20.000000', '30.000000']);
  });

  it('adds a message at its ts, wherever that is', () => {
    const added = (ts: string) => tsOf(applyUpdate(before, { type: 'message', message: message(ts) }));
    expect(added('40.000000')).toEqual(['10.000000', '20.000000', '30.000000', '40.000000']);
    expect(added('20.000001')).toEqual(['10.000000', '20.000000', '20.000001', '30.000000']);
    expect(added('5.000000')).toEqual(['5.000000', '10.000000', '20.000000', '30.000000']);
  });

  it('puts a redrawn message in its place and leaves all others the very same objects', () => {
    const redrawn = message('20.000000', { text: 'Deleted', edited: true });
    const after = applyUpdate(before, { type: 'message', message: redrawn });
    expect(after.messages[1]).toBe(redrawn);
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[2]).toBe(before.messages[2]);
    expect(after.portal).toBe(before.portal);
  });

  it('tells messages of one ts in two conversations apart', () => {
    const other = message('20.000000', { channel: 'C0RANDOM' });
    expect(applyUpdate(before, { type: 'message', message: other }).messages).toHaveLength(4);
    const gone = applyUpdate(applyUpdate(before, { type: 'message', message: other }), {
      type: 'gone',
      channel: 'C0DESIGN',
      ts: '20.000000',
    });
    expect(gone.messages).toContain(other);
    expect(gone.messages).toHaveLength(3);
  });

  it('leaves out a redrawn message of a page that was not loaded yet', () => {
    const long = { ...before, earlier: { C0DESIGN: 12 } };
    expect(applyUpdate(long, { type: 'message', message: message('3.000000') })).toBe(long);
    expect(tsOf(applyUpdate(long, { type: 'message', message: message('40.000000') }))).toHaveLength(4);
  });

  it('puts older messages in front, without those that are there', () => {
    const after = prependEarlier(before, 'C0DESIGN', {
      messages: [message('1.000000'), message('10.000000')],
      left: 7,
    });
    expect(tsOf(after)).toEqual(['1.000000', '10.000000', '20.000000', '30.000000']);
    expect(after.messages[1]).toBe(before.messages[0]);
    expect(after.earlier).toEqual({ C0DESIGN: 7 });
  });
});

describe('other updates', () => {
  const call = (id: number): CallLine => ({ id, to: 'portal', method: 'GET', path: '/group', status: '200', ok: true });

  it('keeps the last calls only, each of them once', () => {
    let now = snapshot();
    for (let id = 1; id <= MOST_CALLS + 5; id += 1) now = applyUpdate(now, { type: 'call', call: call(id) });
    now = applyUpdate(now, { type: 'call', call: call(MOST_CALLS + 5) });
    expect(now.calls).toHaveLength(MOST_CALLS);
    expect(now.calls[0]?.id).toBe(6);
    expect(now.calls.at(-1)?.id).toBe(MOST_CALLS + 5);
  });

  it('collects what Slack would refuse', () => {
    const refusal = { method: 'views.open', error: 'invalid_arguments', pointer: '/view/blocks/0' };
    const now = applyUpdate(applyUpdate(snapshot(), { type: 'refusal', refusal }), { type: 'refusal', refusal });
    expect(now.refusals).toEqual([refusal, refusal]);
  });

  it('replaces modals, home, portal, channels and switches', () => {
    const portal = { url: '', groups: [], groupTotal: 3, people: [], peopleTotal: 0 };
    expect(applyUpdate(snapshot(), { type: 'portal', portal, changed: [] }).portal).toBe(portal);
    expect(applyUpdate(snapshot(), { type: 'channels', channels: [], names: { U1: 'One' } })).toMatchObject({
      channels: [],
      names: { U1: 'One' },
    });
    const modals = applyUpdate(snapshot(), { type: 'modals', modals: [] });
    expect(applyUpdate(modals, { type: 'home', home: null }).home).toBeNull();
    expect(applyUpdate(snapshot(), { type: 'faults', faults: [] }).faults).toEqual([]);
  });

  it('says that the app has stopped and keeps its name', () => {
    const app = { running: false, connected: false, transport: 'http' } as const;
    expect(applyUpdate(snapshot(), { type: 'app', app }).app).toEqual({
      userId: 'U0DOCSPACE',
      name: 'DocSpace Groups',
      ...app,
    });
  });
});
