/** How often a process started by npm checks that npm is still running, in milliseconds. */
const CHECK_EVERY_MS = 250;

/**
 * Calls `stop` once when the process has to end: on SIGTERM or SIGINT, or when the npm that started it has exited. npm
 * forwards signals to its shell only, which would leave this process orphaned.
 */
export function onEnd(stop: () => void, startedByNpm: boolean): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    clearInterval(watch);
    stop();
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (startedByNpm && process.ppid !== parent) once();
  }, CHECK_EVERY_MS);
  watch.unref();
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}

/**
 * Keeps the process alive until the returned function is called. During an outage no socket is open and the clock's timers
 * are unref'd, so Node.js would exit.
 */
export function keepProcessAlive(): () => void {
  const timer = setInterval(() => undefined, 2 ** 31 - 1);
  return () => clearInterval(timer);
}
