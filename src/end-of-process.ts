/** How often an npm-run process looks whether npm is still there, in milliseconds. */
const LOOK_EVERY_MS = 250;

/**
 * Calls `stop` once when the process is asked to end: by SIGTERM or SIGINT, or because npm, which ran it, was ended.
 * npm passes a signal to its shell only, which would leave the process behind without anybody.
 */
export function onEnd(stop: () => void, startedByNpm: boolean): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    clearInterval(watch);
    stop();
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (startedByNpm && process.ppid !== parent) once();
  }, LOOK_EVERY_MS);
  watch.unref();
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}

/**
 * Keeps the process alive until the answer is called. While nothing but a pause of our own is on its way, as in an outage,
 * no socket is open, and the clock's timers keep no process alive, so Node.js would end it.
 */
export function keepProcessAlive(): () => void {
  const timer = setInterval(() => undefined, 2 ** 31 - 1);
  return () => clearInterval(timer);
}
