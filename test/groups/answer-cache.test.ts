import { createAnswerCache } from '../../src/groups/answer-cache.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe('remembered answers', () => {
  const limits = { entries: 3, bytes: 100, lifeMs: 20_000 };
  const start = () => {
    const clock = new ManualClock();
    const cache = createAnswerCache<string>(clock, limits);
    const asked: string[] = [];
    const get = (key: string, answer = key) =>
      cache.get(key, async () => {
        asked.push(key);
        return answer;
      });
    return { clock, cache, asked, get };
  };

  it('serve the same question for twenty seconds', async () => {
    const { clock, asked, get } = start();
    for (let n = 0; n < 3; n += 1) expect(await get('zoe')).toBe('zoe');
    await clock.advance(19_999);
    await get('zoe');
    expect(asked).toEqual(['zoe']);
    await clock.advance(1);
    await get('zoe');
    expect(asked).toEqual(['zoe', 'zoe']);
  });

  it('are bounded in number: the oldest goes', async () => {
    const { asked, get } = start();
    for (const key of ['a', 'b', 'c', 'd', 'd', 'b', 'a']) await get(key);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
  });

  it('are bounded in bytes', async () => {
    const { asked, get } = start();
    await get('a', 'x'.repeat(50));
    await get('b', 'é'.repeat(30));
    await get('b', 'é'.repeat(30));
    await get('a');
    expect(asked).toEqual(['a', 'b', 'a']);
    await get('huge', 'x'.repeat(200));
    await get('huge', 'x'.repeat(200));
    expect(asked.slice(3)).toEqual(['huge', 'huge']);
  });

  it('do not include failures', async () => {
    const { cache, asked, get } = start();
    await expect(cache.get('zoe', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await get('zoe')).toBe('zoe');
    expect(asked).toEqual(['zoe']);
  });

  it('are no longer looked for when the last who waits has gone', async () => {
    const { cache, get } = start();
    const [one, two] = [new AbortController(), new AbortController()];
    let load: AbortSignal | undefined;
    const never = (signal: AbortSignal) => {
      load = signal;
      return new Promise<string>(() => undefined);
    };
    cache.get('zoe', never, one.signal);
    cache.get('zoe', never, two.signal);
    one.abort();
    expect(load?.aborted).toBe(false);
    two.abort();
    expect(load?.aborted).toBe(true);
    expect(await get('zoe')).toBe('zoe');
  });
});
