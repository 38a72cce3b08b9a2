import type { AskedPortal } from './asking.ts';
import { limitedForEach, limitOf, repeat } from './limited.ts';

describe('the rate limiter of a portal', () => {
  let asked: AskedPortal;
  limitedForEach((started) => {
    asked = started;
  });

  /** Resolves when so many calls wait on the portal's clock. */
  const waiting = async (calls: number) => {
    while (asked.clock.waiting < calls) await new Promise((resolve) => setImmediate(resolve));
  };

  it.each([
    ['reads', 50, '/keys/@self'],
    ['writes', 15, 'DELETE /nothing'],
  ])('lets so many %s be in flight: %i', async (_what, permits, call) => {
    asked.portal.faults.set({ kind: 'slow', ms: 1_000 });
    const answers = Promise.all(Array.from({ length: permits + 1 }, () => limitOf(asked, call)));
    await waiting(permits);
    while (asked.portal.calls.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await asked.clock.advance(1_000);
    const refused = (await answers).filter((answer) => typeof answer === 'string');
    expect(refused).toEqual([`429 of ${permits}`]);
    asked.portal.faults.clear();
    expect(await limitOf(asked, call)).not.toBe(`429 of ${permits}`);
  });

  it('keeps the place of a write whose caller left until the server has finished', async () => {
    asked.portal.setCost(1);
    const leaving = new AbortController();
    const write = (groupName: string) =>
      fetch(`${asked.portal.url}/api/2.0/group`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${asked.portal.keys.owner}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ groupName }),
        signal: leaving.signal,
      });
    const left = Promise.allSettled(Array.from({ length: 15 }, (_, n) => write(`Left ${n}`)));
    await waiting(15);
    leaving.abort();
    await left;
    expect(await limitOf(asked, 'POST /group', { body: { groupName: 'Refused' } })).toBe('429 of 15');
    while (asked.portal.calls.length < 16) await asked.clock.advance(10);
    asked.portal.setCost(0);
    expect(await limitOf(asked, 'POST /group', { body: { groupName: 'In again' } })).toBe(200);
    expect(asked.portal.groups().filter(({ name }) => name.startsWith('Left'))).toHaveLength(15);
  });

  it('lets five new keys in within 15 minutes', async () => {
    await repeat(asked, 5, 'POST /keys', { body: {} });
    expect(await limitOf(asked, 'POST /keys', { body: {} })).toBe('429 of 5');
    await asked.clock.advance(15 * 60_000);
    expect(await limitOf(asked, 'POST /keys', { body: {} })).not.toBe('429 of 5');
  });

  it('is off unless it is switched on', async () => {
    asked.portal.setLimiter(false);
    await repeat(asked, 6, 'POST /keys', { body: {} });
    expect(await limitOf(asked, 'POST /keys', { body: {} })).not.toBe('429 of 5');
  });
});
