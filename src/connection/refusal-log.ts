import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Logs rejected requests: the first of each status at once, then at most one line per minute and status. */
export interface RefusalLog {
  /** Counts a rejected request by its HTTP status. */
  count(status: number): void;
}

const LOG_EVERY_MS = 60_000;

/** Rejections that the person who runs the app can fix; all others are logged at debug level. */
const WARNINGS: Readonly<Record<number, string>> = {
  401: 'refused a request that is not signed by Slack. If commands are not answered, compare SLACK_SIGNING_SECRET with the app’s Basic Information page, and the clock of this machine',
  413: 'refused a request that is larger than Slack sends',
};

export function createRefusalLog({ log, clock }: { log: Pick<Log, 'warn' | 'debug'>; clock: Clock }): RefusalLog {
  const entries = new Map<number, { loggedAt: number; suppressed: number }>();
  return {
    count(status) {
      const now = clock.now();
      const entry = entries.get(status);
      if (entry && now - entry.loggedAt < LOG_EVERY_MS) {
        entry.suppressed += 1;
        return;
      }
      entries.set(status, { loggedAt: now, suppressed: 0 });
      const facts = { status, ...(entry && entry.suppressed > 0 ? { before: entry.suppressed } : {}) };
      const warning = WARNINGS[status];
      if (warning) log.warn(warning, facts);
      else log.debug('refused a request that is none of Slack’s', facts);
    },
  };
}
