import { type AskedPortal, startAsked } from './asking.ts';

describe('a portal whose calls cost time', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked({ crowd: 60, cost: { scale: 1 } });
  });
  afterEach(() => asked.stop());

  const able = (count: number) => {
    const people = asked.portal.people().filter(({ status, role }) => status === 'active' && role !== 'guest');
    return people.slice(0, count).map(({ id }) => id);
  };
  /** Resolves when so many calls wait on the portal's clock. */
  const waiting = async (calls = 1) => {
    while (asked.clock.waiting < calls) await new Promise((resolve) => setImmediate(resolve));
  };
  const sizeOf = (name: string) =>
    asked.portal.groups().find((group) => group.name === name)?.memberIds.size ?? 'not there';
  /** Lets time pass until a call is answered, and tells how much it was. */
  const timed = async <T>(call: Promise<T>): Promise<{ answer: T; ms: number }> => {
    const began = asked.clock.now();
    let over = false;
    const settled = call.finally(() => {
      over = true;
    });
    while (!over) await asked.clock.advance(1);
    return { answer: await settled, ms: asked.clock.now() - began };
  };

  it('writes member by member, and others see the group half written', async () => {
    const call = asked.ask('POST /group', { body: { groupName: 'Slow', members: able(10) } });
    await waiting();
    expect(sizeOf('Slow')).toBe('not there');
    await asked.clock.advance(45);
    expect(sizeOf('Slow')).toBe(1);
    await asked.clock.advance(51 * 4);
    expect(sizeOf('Slow')).toBe(5);
    const { answer } = await timed(call);
    expect([answer.status, answer.item.membersCount]).toEqual([200, 10]);
  });

  it('finishes a write whose caller left, and says so in the list of calls', async () => {
    const leaving = new AbortController();
    const call = fetch(`${asked.portal.url}/api/2.0/group`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${asked.portal.keys.owner}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ groupName: 'Left', members: able(20) }),
      signal: leaving.signal,
    });
    await waiting();
    await asked.clock.advance(45 + 51 * 5);
    leaving.abort();
    await expect(call).rejects.toThrow();
    expect(sizeOf('Left')).toBe(6);
    const finished = new Promise<void>((resolve) => {
      asked.portal.onChange((change) => change.kind === 'call' && resolve());
    });
    // The portal hears of the hang-up by its socket, which takes a turn of the event loop or two.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await asked.clock.advance(51 * 20);
    await finished;
    expect(sizeOf('Left')).toBe(20);
    expect(asked.portal.calls.map(({ status, callerLeft }) => [status, callerLeft])).toEqual([[200, true]]);
  });

  it('takes as long to read as was measured', async () => {
    const call = asked.ask('/keys/@self');
    await waiting();
    const { ms } = await timed(call);
    expect(ms).toBeGreaterThanOrEqual(45);
    expect(ms).toBeLessThan(100);
  });

  it('costs nothing any more once it is switched off', async () => {
    asked.portal.setCost(0);
    expect((await asked.ask('POST /group', { body: { groupName: 'Fast', members: able(30) } })).item.membersCount).toBe(
      30,
    );
  });

  it('keeps what was written when the database fails in the middle', async () => {
    asked.portal.faults.set({ kind: 'database-fault', afterMembers: 3 });
    const call = asked.ask('POST /group', { body: { groupName: 'Half', members: able(9) } });
    await waiting();
    const { answer } = await timed(call);
    expect([answer.status, sizeOf('Half')]).toEqual([500, 3]);
  });

  it('leaves two manager rows after two simultaneous changes of the manager', async () => {
    const { id } = asked.portal.addGroup({ name: 'Torn' });
    const set = (key: string) => asked.ask(`PUT /group/${id}`, { body: { groupManager: asked.id(key) } });
    const both = Promise.all([set('ines'), set('tomas')]);
    await waiting(2);
    const { answer } = await timed(both);
    expect(answer.map(({ status }) => status)).toEqual([403, 403]);
    expect(answer.map(({ json }) => json.error)).toEqual(
      Array(2).fill(expect.objectContaining({ type: 'System.InvalidOperationException' })),
    );
    expect(sizeOf('Torn')).toBe(2);
    asked.portal.setCost(0);
    expect((await asked.ask(`/group/${id}`)).status).toBe(403);
    expect((await asked.ask(`DELETE /group/${id}`)).status).toBe(204);
  });

  it('takes one change of the manager after the other', async () => {
    const { id } = asked.portal.addGroup({ name: 'Whole' });
    for (const key of ['ines', 'tomas']) {
      const call = asked.ask(`PUT /group/${id}`, { body: { groupManager: asked.id(key) } });
      await waiting();
      expect((await timed(call)).answer.status).toBe(200);
    }
  });
});
