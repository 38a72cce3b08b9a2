import { movable } from '../../sandbox/clock.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const DAY_MS = 24 * 3_600_000;

describe('a clock that can be set forward', () => {
  it('lets what is due by then happen at once, in order, and the rest in its own time', async () => {
    const real = new ManualClock();
    const clock = movable(real);
    const happened: string[] = [];
    clock.after(2 * DAY_MS, () => happened.push('in two days'));
    clock.after(3_600_000, () => happened.push('in an hour'));
    clock.after(60_000, () => happened.push('in a minute'));
    const cancel = clock.after(1_000, () => happened.push('canceled'));
    cancel();
    clock.skip(DAY_MS);
    await real.advance(0);
    expect(happened).toEqual(['in a minute', 'in an hour']);
    expect([clock.now() - real.now(), clock.aheadMs]).toEqual([DAY_MS, DAY_MS]);
    await real.advance(DAY_MS);
    expect(happened).toEqual(['in a minute', 'in an hour', 'in two days']);
  });

  it('lets a sleep be aborted before and after it is set forward', async () => {
    const clock = movable(new ManualClock());
    const aborted = new AbortController();
    const sleep = clock.sleep(DAY_MS, aborted.signal).catch(() => 'aborted');
    clock.skip(3_600_000);
    aborted.abort();
    expect(await sleep).toBe('aborted');
    await expect(clock.sleep(1, aborted.signal)).rejects.toThrow();
  });

  it('tells its listeners of each skip', () => {
    const clock = movable(new ManualClock());
    const heard: number[] = [];
    const stop = clock.onSkip(() => heard.push(clock.aheadMs));
    clock.skip(1_000);
    clock.skip(500);
    stop();
    clock.skip(1);
    expect(heard).toEqual([1_000, 1_500]);
  });
});
