import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { slackError } from '../slack/failure.ts';
import { isTokenRefusal } from '../slack/token-refused.ts';

/** How often a rejected token is checked again, in milliseconds: only a person can make it valid. */
const CHECK_EVERY_MS = 60_000;

interface WatchParts {
  /** Calls `auth.test`. */
  ask(): Promise<unknown>;
  clock: Clock;
  log: Log;
}

/** Tracks whether Slack accepts the bot token: it can be revoked, and the app uninstalled and reinstalled, at any time. */
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

  /** Starts watching; until then, a rejected token is an error of the startup. */
  begin(): void {
    this.#watching = true;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#asking;
  }

  /** The error code with which Slack rejects the token; undefined while it accepts it. */
  refusedWith(): string | undefined {
    return this.#refusedWith;
  }

  /** Calls the listener each time Slack accepts the token again. */
  onAccepted(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Takes the error code of any Web API answer. */
  heard(code: string | undefined): void {
    if (isTokenRefusal(code)) this.check();
  }

  /** Checks the token with Slack, in the background. */
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
    for (let code = await this.#refusal(); code !== undefined; code = await this.#refusal()) {
      if (this.#refusedWith === undefined)
        log.error(
          `Slack no longer accepts SLACK_BOT_TOKEN (${code}): the app was uninstalled, or its token revoked. Install it again under "Install App" at api.slack.com/apps; if the token there is another one, set it and restart. Until then nothing is done; asking every minute.`,
        );
      this.#refusedWith = code;
      await clock.sleep(CHECK_EVERY_MS, this.#stopping.signal);
    }
    if (this.#refusedWith === undefined) return;
    this.#refusedWith = undefined;
    log.info('Slack accepts SLACK_BOT_TOKEN again', { seconds: Math.round((clock.now() - since) / 1_000) });
    for (const listener of this.#listeners) listener();
  }

  /** The error code for the token; the last known one while Slack does not answer. */
  async #refusal(): Promise<string | undefined> {
    try {
      await this.#parts.ask();
      return undefined;
    } catch (error) {
      const code = slackError(error);
      return isTokenRefusal(code) ? code : this.#refusedWith;
    }
  }
}
