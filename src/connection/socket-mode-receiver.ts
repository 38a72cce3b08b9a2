import type { App, Receiver } from '@slack/bolt';
import { retryAfterMs } from '../slack/failure.ts';
import { slackError } from '../slack/messenger.ts';
import { TokenRefused } from '../slack/token-refused.ts';
import { startMessage } from '../user-message.ts';
import { openSocket, type Socket, type SocketParts } from './socket.ts';

/** Attempts before the first start fails, so that a short failure does not end it. */
const ATTEMPTS_AT_START = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Only a person can make a refused token work again. */
const REFUSED_PAUSE_MS = 60_000;
/** A connection that closes sooner counts as a failed attempt, or two sides that disagree would reconnect in a loop. */
const STABLE_AFTER_MS = 60_000;

/**
 * Socket Mode for Bolt that stays connected: from the first connection until it is stopped it opens a new socket
 * whenever the last one is closed, however long Slack cannot be reached or refuses the app token.
 */
export class SocketModeReceiver implements Receiver {
  readonly #parts: SocketParts;
  readonly #stopping = new AbortController();
  #app: App | undefined;
  #connected: Promise<void> = Promise.resolve();

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  init(app: App): void {
    this.#app = app;
  }

  /**
   * Resolves once connected.
   * @throws TokenRefused when Slack does not accept the app token, and what went wrong when Slack cannot be reached
   */
  async start(): Promise<void> {
    const first = await this.#open({ failures: 0, mayGiveUp: true });
    this.#connected = this.#stayConnected(first);
  }

  /** At any time, also before or while it starts or reconnects. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connected;
  }

  async #stayConnected(first: Socket): Promise<void> {
    const { signal } = this.#stopping;
    const { clock, log } = this.#parts;
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    let socket = first;
    let shortLived = 0;
    try {
      for (;;) {
        const openedAt = clock.now();
        if (!signal.aborted) await Promise.race([socket.closed, stopped]);
        if (signal.aborted) return await socket.close();
        log.debug('the connection to Slack was closed; opening another');
        if (clock.now() - openedAt >= STABLE_AFTER_MS) shortLived = 0;
        socket = await this.#open({ failures: shortLived, mayGiveUp: false });
        shortLived += 1;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Opens a socket, with as many attempts as that takes; `failures` sets the pause before the first one. */
  async #open({ failures, mayGiveUp }: { failures: number; mayGiveUp: boolean }): Promise<Socket> {
    const { clock } = this.#parts;
    const { signal } = this.#stopping;
    const outage = new Outage(this.#parts);
    for (let pause = pauseAfter(failures), attempt = 1; ; attempt += 1) {
      if (pause > 0) await clock.sleep(pause, signal);
      signal.throwIfAborted();
      try {
        const socket = await openSocket(this.#parts, this.#boltApp(), signal);
        outage.ends();
        return socket;
      } catch (error) {
        if (signal.aborted) throw error;
        if (mayGiveUp && (error instanceof TokenRefused || attempt >= ATTEMPTS_AT_START)) throw error;
        outage.logs(error);
        pause = pauseAfter(failures + attempt, error);
      }
    }
  }

  #boltApp(): App {
    if (!this.#app) throw new Error('the receiver was started before Bolt initialized it');
    return this.#app;
  }
}

function pauseAfter(failures: number, error?: unknown): number {
  if (error instanceof TokenRefused) return REFUSED_PAUSE_MS;
  const backoff = failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return Math.max(backoff, retryAfterMs(error) ?? 0);
}

/** Time without a connection: each cause is logged once, however many attempts fail because of it. */
class Outage {
  readonly #parts: SocketParts;
  readonly #since: number;
  readonly #causes = new Set<string>();

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#since = parts.clock.now();
  }

  logs(error: unknown): void {
    const cause = causeOf(error);
    if (this.#causes.has(cause)) return;
    this.#causes.add(cause);
    const refused = startMessage(error);
    if (refused) this.#parts.log.error(`${refused} Until then commands are not answered; trying again every minute.`);
    else this.#parts.log.warn('not connected to Slack; trying again until it works', { cause });
  }

  ends(): void {
    if (this.#causes.size === 0) return;
    const seconds = Math.round((this.#parts.clock.now() - this.#since) / 1_000);
    this.#parts.log.info('connected to Slack again', { seconds });
  }
}

/** The innermost error knows why: `fetch` only says that it failed. */
function causeOf(error: unknown): string {
  const word = slackError(error);
  if (word !== undefined || !(error instanceof Error)) return word ?? typeof error;
  if (error.cause instanceof Error) return causeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
