import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Logs requests that were refused: the first of a kind at once, then at most one line a minute and kind. */
export interface RefusalLog {
  /** By the HTTP status it was refused with. */
  count(status: number): void;
}

const QUIET_MS = 60_000;

/** What the person who runs the app can mend; everything else is noise from outside. */
const WORDS: Readonly<Record<number, string>> = {
  401: 'refused a request that is not signed by Slack. If commands are not answered, compare SLACK_SIGNING_SECRET with the app’s Basic Information page, and the clock of this machine',
  413: 'refused a request that is larger than Slack sends',
};

/** A log of refusals that strangers cannot fill. */
export function createRefusalLog({ log, clock }: { log: Pick<Log, 'warn' | 'debug'>; clock: Clock }): RefusalLog {
  const kinds = new Map<number, { loggedAt: number; since: number }>();
  return {
    count(status) {
      const now = clock.now();
      const kind = kinds.get(status);
      if (kind && now - kind.loggedAt < QUIET_MS) {
        kind.since += 1;
        return;
      }
      kinds.set(status, { loggedAt: now, since: 0 });
      const facts = { status, ...(kind && kind.since > 0 ? { before: kind.since } : {}) };
      const words = WORDS[status];
      if (words) log.warn(words, facts);
      else log.debug('refused a request that is none of Slack’s', facts);
    },
  };
}
