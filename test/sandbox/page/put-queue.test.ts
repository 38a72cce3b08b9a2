import { type Put, PutQueue } from '../../../sandbox/page/forms/put-queue.ts';

function listening() {
  const heard: Put<string>[] = [];
  let up = true;
  const queue = new PutQueue<string>(async (put) => {
    if (!up) throw new Error('no connection');
    heard.push(put);
  });
  const connection = (state: 'up' | 'down') => {
    up = state === 'up';
  };
  return { queue, heard, connection };
}

describe('telling the sandbox what is typed', () => {
  it('tells the newest of each field, once typing rests', async () => {
    const { queue, heard } = listening();
    for (const value of ['a', 'an', 'ana']) queue.add({ key: 'name', value }, 5);
    queue.add({ key: 'reason', value: 'r' }, 5);
    expect(heard).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(heard).toEqual([
      { key: 'name', value: 'ana' },
      { key: 'reason', value: 'r' },
    ]);
  });

  it('tells everything at once before a form is sent', async () => {
    const { queue, heard } = listening();
    queue.add({ key: 'name', value: 'Launch' }, 60_000);
    await queue.flush();
    expect(heard).toEqual([{ key: 'name', value: 'Launch' }]);
  });

  it('tells again what could not be told, and refuses to go off without it', async () => {
    const { queue, heard, connection } = listening();
    connection('down');
    queue.add({ key: 'name', value: 'Launch' }, 0);
    await expect(queue.flush()).rejects.toThrow('could not be told');
    connection('up');
    await queue.flush();
    expect(heard).toEqual([{ key: 'name', value: 'Launch' }]);
  });

  it('forgets fields that are no more', async () => {
    const { queue, heard } = listening();
    queue.add({ key: 'gone', value: 'x' }, 60_000);
    queue.keepOnly((key) => key !== 'gone');
    await queue.flush();
    expect(heard).toEqual([]);
  });

  it('lets a form go off although a field was drawn away while it was being told', async () => {
    let refuse: (reason: Error) => void = () => undefined;
    const queue = new PutQueue<string>(
      () =>
        new Promise((_resolve, reject) => {
          refuse = reject;
        }),
    );
    queue.add({ key: 'gone', value: 'x' }, 60_000);
    const flushed = queue.flush();
    await Promise.resolve();
    queue.keepOnly((key) => key !== 'gone');
    refuse(new Error('there is no such field'));
    await flushed;
    await queue.flush();
  });
});
