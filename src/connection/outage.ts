import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { slackError } from '../slack/failure.ts';
import { startMessage } from '../user-message/index.ts';

/**
 * Logs lost connections. While one connection is open, nothing is lost, so little is logged; while none is open, there is
 * one warning per cause, however many attempts fail.
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

  /** For how long no connection has been open, in milliseconds; zero while one is open, and before the first. */
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

  /** An attempt to open a connection failed; each cause is logged once until a connection is open again. */
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

/** The code or message of the innermost error: the one of `fetch` only says that it failed. */
function causeOf(error: unknown): string {
  const code = slackError(error);
  if (code !== undefined || !(error instanceof Error)) return code ?? typeof error;
  if (error.cause instanceof Error) return causeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
