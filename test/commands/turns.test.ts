import { createTurns } from '../../src/commands/turns.ts';

/** Work that is in hand until the test ends it. */
function workplace() {
  const begun: { name: string; end(): void }[] = [];
  const work = (name: string) => () => new Promise<void>((resolve) => begun.push({ name, end: resolve }));
  const names = () => begun.map(({ name }) => name);
  const end = (name: string) => begun.find((each) => each.name === name)?.end();
  return { work, names, end };
}

/** What can happen now has happened. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('turns of commands', () => {
  it('lets one go on however busy the thread is, and the next only when it ends or the thread has time', async () => {
    let busy = 1;
    const looks: (() => void)[] = [];
    const turns = createTurns(() => new Promise((resolve) => looks.push(() => resolve(busy))));
    const look = async () => {
      looks.shift()?.();
      await settled();
    };
    const { work, names, end } = workplace();
    const all = ['a', 'b', 'c', 'd'].map((name) => turns(work(name)));
    await settled();
    expect(names()).toEqual(['a']);
    await look();
    await look();
    expect(names()).toEqual(['a']);
    busy = 0.4;
    await look();
    expect(names()).toEqual(['a', 'b']);
    busy = 0.41;
    await look();
    end('a');
    await look();
    expect(names()).toEqual(['a', 'b']);
    end('b');
    await look();
    // Nothing is in hand any more: the next one goes without a look at the thread.
    await settled();
    expect(names()).toEqual(['a', 'b', 'c']);
    end('c');
    await look();
    await settled();
    end('d');
    await Promise.all(all);
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('works on 24 side by side while the thread has time, and on one more as soon as one ends, also by failing', async () => {
    const turns = createTurns(async () => 0);
    const { work, names, end } = workplace();
    const failing = turns(() => work('0')().then(() => Promise.reject(new Error('not found'))));
    const others = Array.from({ length: 25 }, (_, n) => turns(work(`${n + 1}`)));
    await settled();
    expect(names()).toHaveLength(24);
    end('0');
    await expect(failing).rejects.toThrow('not found');
    await settled();
    expect(names()).toHaveLength(25);
    for (const name of names()) end(name);
    await settled();
    for (const name of names()) end(name);
    await Promise.all(others);
  });

  it('finds its own thread idle or busy', async () => {
    const turns = createTurns();
    const { work, names, end } = workplace();
    const first = turns(work('first'));
    const second = turns(work('second'));
    // This thread only waits, so there is time for both.
    while (names().length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    end('first');
    end('second');
    await Promise.all([first, second]);
  });
});
