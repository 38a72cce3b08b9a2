import type { Store } from '../../src/store/index.ts';

/** A store that counts its write transactions. */
export function counting() {
  const counted = { writes: 0 };
  const through = (store: Store): Store => ({
    ...store,
    write(work, options) {
      counted.writes += 1;
      return store.write(work, options);
    },
  });
  return { counted, through };
}
