import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { slackError } from '../slack/failure.ts';
import { startMessage } from '../user-message/index.ts';

/**
 * What the log says of lost connections: little while one of them is open, because nothing is lost then; one warning a
 * cause while none is, however many attempts fail because of it.
 */
export class Outages {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #causes = new Set<string>();
  #open = 0;
  #since: number | undefined;

  constructor({ log, clock }: { log: Log; clock: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  /** How many connections are open. */
  get open(): number {
    return this.#open;
  }

  /** Since when none is open, in milliseconds; zero while one is, and before the first. */
  get outForMs(): number {
    return this.#since === undefined ? 0 : this.#clock.now() - this.#since;
  }

  opened(): void {
    this.#open += 1;
    const since = this.#since;
    this.#since = undefined;
    if (this.#causes.size === 0) return;
    this.#causes.clear();
    if (since === undefined) this.#log.info('all connections to Slack are open again');
    else this.#log.info('connected to Slack again', { seconds: Math.round((this.#clock.now() - since) / 1_000) });
  }

  closed(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#since = this.#clock.now();
  }

  /** An attempt to open a connection failed; a repeated cause is logged once until one is opened. */
  failed(error: unknown): void {
    const isOut = this.#open === 0;
    const cause = causeOf(error);
    const refused = startMessage(error);
    const key = refused ?? `${isOut ? 'out' : 'one'} ${cause}`;
    if (this.#causes.has(key)) return;
    this.#causes.add(key);
    const meanwhile = isOut ? 'commands are not answered' : 'no new connection to Slack is opened';
    if (refused) this.#log.error(`${refused} Until then ${meanwhile}; trying again every minute.`);
    else if (isOut) this.#log.warn('not connected to Slack; trying again until it works', { cause });
    else this.#log.info('one of two connections to Slack is not open; the other one serves', { cause });
  }
}

/** The innermost error knows why: `fetch` only says that it failed. */
function causeOf(error: unknown): string {
  const word = slackError(error);
  if (word !== undefined || !(error instanceof Error)) return word ?? typeof error;
  if (error.cause instanceof Error) return causeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
