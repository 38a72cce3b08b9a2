import { getEventListeners } from 'node:events';
import { pauseUnlessAborted } from '../../src/docspace/pause.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe('a pause', () => {
  it('leaves no listener behind, however it ends', async () => {
    const clock = new ManualClock();
    const stopping = new AbortController();
    const listeners = () => getEventListeners(stopping.signal, 'abort').length;
    const whole = pauseUnlessAborted(clock, 1_000, [stopping.signal]);
    expect(listeners()).toBe(1);
    await clock.advance(1_000);
    await whole;
    expect(listeners()).toBe(0);
    const cutShort = pauseUnlessAborted(clock, 1_000, [stopping.signal]);
    stopping.abort();
    await cutShort;
    expect(listeners()).toBe(0);
  });

  it('is over at once where the signal is aborted already', async () => {
    await expect(pauseUnlessAborted(new ManualClock(), 1_000, [AbortSignal.abort()])).resolves.toBeUndefined();
  });
});
