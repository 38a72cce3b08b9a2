import { OPEN_STATES } from './changes/index.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { ErrorReporter } from './slack/error-reporter.ts';
import { applyRetention, type Store } from './store/index.ts';

const DAY_MS = 24 * 3_600_000;
/** The first look waits until the app is connected and what was left behind is taken up, in milliseconds. */
const FIRST_AFTER_MS = 60_000;

/** Work of once a day. Replicas may all do it: what one has erased, the others no longer find. */
export interface Housekeeping {
  start(): void;
  /** Stops it, after the rows in hand. */
  stop(): Promise<void>;
}

/** Erases what is older than `retentionMs`, and warns of the key's last day, once a day and after each start. */
export function createHousekeeping(parts: {
  store: Store;
  clock: Clock;
  log: Pick<Log, 'info'>;
  reporter: Pick<ErrorReporter, 'bestEffort'>;
  retentionMs: number;
  /** Whether the app does nothing by itself for now. */
  isPaused(): boolean;
  warnOfKeyExpiry(): Promise<void>;
}): Housekeeping {
  const { store, clock, log, reporter, retentionMs, isPaused, warnOfKeyExpiry } = parts;
  const { signal, abort } = stopper();
  let running: Promise<void> | undefined;

  const erase = async () => {
    const erased = await applyRetention(store, { olderThanMs: retentionMs, openStates: OPEN_STATES, signal });
    if (Object.values(erased).some((rows) => rows > 0)) log.info('erased what is older than RETENTION', { ...erased });
  };
  const everyDay = async () => {
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
      running ??= everyDay().catch(() => undefined);
    },
    async stop() {
      abort();
      await running;
    },
  };
}

function stopper(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error('stopping')) };
}
