import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** Storages that suites of this process have used and nobody has disabled. */
const used = new Set();

const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  used.add(this);
  return run.apply(this, args);
};

/**
 * Node's environment of Jest, which disables the storages of a suite when the suite has ended. Jest makes one for each
 * suite and keeps it: every `await` passes all of them on, and after 75 suites takes two hundred times as long.
 */
export default class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}
