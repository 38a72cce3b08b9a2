import type { Store } from '../../src/store/index.ts';

/** A process that died: nothing it does after that is written. */
class Died extends Error {}

/** When a process dies: at its nth write from now on, before or after it is committed. */
interface Death {
  nth: number;
  moment: 'before' | 'after';
}

/** A store whose process dies when it is told to. */
export function mortal() {
  const process = { died: false };
  let death: Death | undefined;
  const through = (store: Store): Store => ({
    ...store,
    async write(work, options) {
      if (process.died) throw new Died();
      const dies = death?.nth === 0 ? death.moment : undefined;
      if (death) death = { ...death, nth: death.nth - 1 };
      process.died = dies === 'before';
      if (process.died) throw new Died();
      const written = await store.write(work, options);
      process.died ||= dies === 'after';
      if (process.died) throw new Died();
      return written;
    },
  });
  const dies = (planned: Death) => {
    death = planned;
  };
  return { process, through, dies };
}

/** A store whose process dies at its nth write, before or after it is committed. */
export function dyingAt(nth: number, moment: 'before' | 'after') {
  const { process, through, dies } = mortal();
  dies({ nth, moment });
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
