import type { Store } from '../../src/store/index.ts';

/** A process that died: nothing it does after that is written. */
class Died extends Error {}

/** A store whose process dies at its nth write, before or after it is committed. */
export function dyingAt(nth: number, moment: 'before' | 'after') {
  const process = { died: false };
  let writes = 0;
  const through = (store: Store): Store => ({
    ...store,
    async write(work, options) {
      if (process.died) throw new Died();
      const dies = writes === nth;
      writes += 1;
      process.died = dies && moment === 'before';
      if (process.died) throw new Died();
      const written = await store.write(work, options);
      process.died ||= dies;
      if (process.died) throw new Died();
      return written;
    },
  });
  return { process, through };
}

/** A store whose process dies when the test says so. */
export function killable() {
  const process = { died: false };
  const through = (store: Store): Store => ({
    ...store,
    async write(work, options) {
      if (process.died) throw new Died();
      return store.write(work, options);
    },
  });
  return { process, through };
}
