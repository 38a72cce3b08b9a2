import type { AskedPortal } from './asking.ts';
import { limitedForEach, limitOf, repeat } from './limited.ts';

const DAY = 24 * 60 * 60_000;

describe('the rate limiter of a portal', () => {
  let asked: AskedPortal;
  limitedForEach((started) => {
    asked = started;
  });

  it('lets 1,500 requests a minute of one user in, over all keys, and counts no refused one', async () => {
    await repeat(asked, 1_499, '/nothing');
    expect(await limitOf(asked, '/keys/@self', { key: 'readOnly' })).toBe(200);
    expect(await limitOf(asked, '/keys/@self')).toBe('429 of 1500');
    expect((await asked.ask('/keys/@self')).headers.get('retry-after')).toBeNull();
    expect(await limitOf(asked, '/keys/@self', { key: 'admin' })).toBe(200);
    await asked.clock.advance(59_999);
    expect(await limitOf(asked, '/keys/@self')).toBe('429 of 1500');
    await asked.clock.advance(1);
    await repeat(asked, 1_499, '/nothing');
    expect(await limitOf(asked, '/keys/@self')).toBe(200);
  });

  it('counts calls without a valid key by their address', async () => {
    await repeat(asked, 1_500, '/group', { authorization: null });
    expect(await limitOf(asked, '/group', { authorization: 'Bearer sk-wrong' })).toBe('429 of 1500');
    expect(await limitOf(asked, '/group')).toBe(200);
  });

  it('lets 10,000 POSTs and PUTs a day in, and says when the day ends', async () => {
    for (let minute = 0; minute < 7; minute += 1) {
      await repeat(asked, minute < 6 ? 1_500 : 1_000, 'POST /nothing');
      await asked.clock.advance(60_000);
    }
    const { status, headers } = await asked.ask('POST /group', { body: { groupName: 'X' } });
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([429, '10000']);
    expect(headers.get('retry-after')).toBe(String(DAY / 1000 - 7 * 60));
    expect(headers.get('x-ratelimit-reset')).toBe(String((asked.clock.now() + DAY) / 1000 - 7 * 60));
    expect(await limitOf(asked, `DELETE /group/${asked.portal.group('Design').id}`)).toBe(204);
    await asked.clock.advance(DAY);
    expect(await limitOf(asked, 'POST /group', { body: { groupName: 'X' } })).toBe(200);
  }, 60_000);
});
