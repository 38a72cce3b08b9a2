import type { Clock } from './request.ts';

/** Sleeps until the time is over or a signal is aborted. */
export async function pauseUnlessAborted(clock: Clock, ms: number, signals: readonly AbortSignal[]): Promise<void> {
  let stopListening = () => {};
  const aborted = new Promise<void>((resolve) => {
    const onAbort = () => resolve();
    for (const signal of signals) signal.addEventListener('abort', onAbort);
    stopListening = () => {
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
    };
  });
  if (!signals.some((signal) => signal.aborted)) await Promise.race([clock.sleep(ms), aborted]);
  stopListening();
}
