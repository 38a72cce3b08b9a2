import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { slackError } from '../slack/failure.ts';
import { isTokenRefusal } from '../slack/token-refused.ts';

/** Only a person can make a refused token work again: how often Slack is asked whether that happened, in milliseconds. */
const ASKED_EVERY_MS = 60_000;

interface WatchParts {
  /** Asks Slack for the app's own identity. */
  ask(): Promise<unknown>;
  clock: Clock;
  log: Log;
}

/** Knows whether Slack accepts the bot token of a running app: it can be revoked, and the app uninstalled and installed again. */
export class TokenWatch {
  readonly #parts: WatchParts;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<() => void>();
  #watching = false;
  #asking: Promise<void> = Promise.resolve();
  #isAsking = false;
  #refusedWith: string | undefined;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** From the start on, at which a refused token is an error. */
  begin(): void {
    this.#watching = true;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#asking;
  }

  /** Slack's word against the token; undefined while it is accepted. */
  refusedWith(): string | undefined {
    return this.#refusedWith;
  }

  /** Calls back each time the token works again. */
  onAccepted(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** What Slack answered to some call. */
  heard(word: string | undefined): void {
    if (isTokenRefusal(word)) this.check();
  }

  /** Asks Slack: something says that the token works no more. */
  check(): void {
    if (!this.#watching || this.#isAsking || this.#stopping.signal.aborted) return;
    this.#isAsking = true;
    this.#asking = this.#untilAccepted()
      .catch(() => undefined)
      .finally(() => {
        this.#isAsking = false;
      });
  }

  async #untilAccepted(): Promise<void> {
    const { clock, log } = this.#parts;
    const since = clock.now();
    for (let word = await this.#refusal(); word !== undefined; word = await this.#refusal()) {
      if (this.#refusedWith === undefined)
        log.error(
          `Slack no longer accepts SLACK_BOT_TOKEN (${word}): the app was uninstalled, or its token revoked. Install it again under "Install App" at api.slack.com/apps; if the token there is another one, set it and restart. Until then nothing is done; asking every minute.`,
        );
      this.#refusedWith = word;
      await clock.sleep(ASKED_EVERY_MS, this.#stopping.signal);
    }
    if (this.#refusedWith === undefined) return;
    this.#refusedWith = undefined;
    log.info('Slack accepts SLACK_BOT_TOKEN again', { seconds: Math.round((clock.now() - since) / 1_000) });
    for (const listener of this.#listeners) listener();
  }

  /** Slack's word against the token; while Slack does not answer, what it said last. */
  async #refusal(): Promise<string | undefined> {
    try {
      await this.#parts.ask();
      return undefined;
    } catch (error) {
      const word = slackError(error);
      return isTokenRefusal(word) ? word : this.#refusedWith;
    }
  }
}
