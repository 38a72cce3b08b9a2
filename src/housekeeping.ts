import { OPEN_STATES } from './changes/index.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { ErrorReporter } from './slack/error-reporter.ts';
import { applyRetention, type Store } from './store/index.ts';

const DAY_MS = 24 * 3_600_000;
/** The first run waits until the app is connected and unfinished requests are resumed, in milliseconds. */
const FIRST_AFTER_MS = 60_000;

/** Daily work. All replicas can run it: rows that one has erased are not found by the others. */
export interface Housekeeping {
  start(): void;
  /** Stops after the current batch. */
  stop(): Promise<void>;
}

/** Erases what is older than `retentionMs` and warns before the API key expires, once a day and after each start. */
export function createHousekeeping(parts: {
  store: Store;
  clock: Clock;
  log: Pick<Log, 'info'>;
  reporter: Pick<ErrorReporter, 'bestEffort'>;
  retentionMs: number;
  /** Whether background work is paused. */
  isPaused(): boolean;
  warnOfKeyExpiry(): Promise<void>;
}): Housekeeping {
  const { store, clock, log, reporter, retentionMs, isPaused, warnOfKeyExpiry } = parts;
  const { signal, abort } = createStop();
  let running: Promise<void> | undefined;

  const erase = async () => {
    const erased = await applyRetention(store, { olderThanMs: retentionMs, openStates: OPEN_STATES, signal });
    if (Object.values(erased).some((rows) => rows > 0)) log.info('erased what is older than RETENTION', { ...erased });
  };
  const runDaily = async () => {
    for (let pause = FIRST_AFTER_MS; !signal.aborted; ) {
      await clock.sleep(pause, signal);
      pause = isPaused() ? FIRST_AFTER_MS : DAY_MS;
      if (isPaused()) continue;
      await reporter.bestEffort('erase what is older than RETENTION', erase);
      if (!signal.aborted) await reporter.bestEffort('warn of the API key’s last day', warnOfKeyExpiry);
    }
  };
  return {
    start() {
      running ??= runDaily().catch(() => undefined);
    },
    async stop() {
      abort();
      await running;
    },
  };
}

function createStop(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error('stopping')) };
}
