import type { App, Receiver } from '@slack/bolt';
import { retryAfterMs } from '../slack/failure.ts';
import { TokenRefused } from '../slack/token-refused.ts';
import type { NotServing } from './not-serving.ts';
import { Outages } from './outage.ts';
import { openSocket, type Socket, type SocketParts, TooManySockets } from './socket.ts';

/** Attempts before `start` fails, so that a short failure does not end it. */
const ATTEMPTS_AT_START = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Only a person can make a refused token work again, or stop one of the app's other processes. */
const REFUSED_PAUSE_MS = 60_000;
/** A connection that closes sooner counts as a failed attempt; otherwise the app could reconnect in a tight loop. */
const STABLE_AFTER_MS = 60_000;
/** How long a replaced socket still receives at most, until Slack closes it; in milliseconds. */
const RETIRES_WITHIN_MS = 20_000;
/** How long a normal reconnection takes at most, in milliseconds. */
const RECONNECT_MS = 5_000;
/** Why a socket is replaced. The app never closes one itself: payloads in transit would be lost. */
type Ending = 'closed' | 'leaving';

/**
 * Socket Mode for Bolt over two sockets, so that one receives while the other is replaced: Slack sends each payload to one of
 * them, and drops it if none is open. After `start`, each socket is reopened whenever it closes, however long Slack is
 * unreachable or rejects the app token.
 */
export class SocketModeReceiver implements Receiver {
  readonly #parts: SocketParts;
  readonly #stopping = new AbortController();
  readonly #outages: Outages;
  /** Replaced sockets that still receive. */
  readonly #retiring = new Set<Promise<void>>();
  #app: App | undefined;
  #connected: Promise<unknown> = Promise.resolve();

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#outages = new Outages(parts);
  }

  init(app: App): void {
    this.#app = app;
  }

  /**
   * Resolves once the first socket is open; the second one is opened in the background.
   * @throws TokenRefused when Slack does not accept the app token, or the error with which the last attempt failed
   */
  async start(): Promise<void> {
    const first = await this.#open({ failures: 0, mayGiveUp: true });
    this.#connected = Promise.all([this.#stayConnected(first), this.#openSecond()]);
  }

  /** How many sockets are open. */
  get open(): number {
    return this.#outages.open;
  }

  /** Why the app receives nothing from Slack now; undefined while a normal reconnection is still under way. */
  notServing(): NotServing | undefined {
    return this.#outages.outForMs > RECONNECT_MS ? { why: 'no-socket' } : undefined;
  }

  /** Can be called at any time, also before or during `start` and reconnections. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connected;
    await Promise.all(this.#retiring);
  }

  async #openSecond(): Promise<void> {
    const second = await this.#open({ failures: 0, mayGiveUp: false }).catch((error: unknown) =>
      this.#orStopped(error),
    );
    if (second) await this.#stayConnected(second);
  }

  async #stayConnected(first: Socket): Promise<void> {
    let socket = first;
    let shortLived = 0;
    try {
      for (;;) {
        const openedAt = this.#parts.clock.now();
        const ending = await this.#ending(socket);
        if (ending === 'stopped') return await socket.close();
        if (this.#parts.clock.now() - openedAt >= STABLE_AFTER_MS) shortLived = 0;
        socket = await this.#replace(socket, ending, shortLived);
        shortLived += 1;
      }
    } catch (error) {
      this.#orStopped(error);
    }
  }

  /** Opens the next socket; the previous one receives until Slack closes it. */
  async #replace(previous: Socket, ending: Ending, failures: number): Promise<Socket> {
    this.#parts.log.debug('a connection to Slack is replaced', { ending });
    try {
      return await this.#open({ failures, mayGiveUp: false });
    } finally {
      // A closed socket needs no waiting for its end.
      if (ending === 'leaving') this.#retire(previous);
    }
  }

  #retire(socket: Socket): void {
    const { clock } = this.#parts;
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stopping.signal]);
    const served = Promise.race([socket.closed, clock.sleep(RETIRES_WITHIN_MS, signal).catch(() => undefined)]);
    const retired = served.then(() => socket.close()).finally(() => late.abort());
    this.#retiring.add(retired);
    void retired.finally(() => this.#retiring.delete(retired));
  }

  /** Resolves with the first event that ends the use of a socket. */
  async #ending(socket: Socket): Promise<Ending | 'stopped'> {
    const { signal } = this.#stopping;
    if (signal.aborted) return 'stopped';
    let stop: () => void = () => undefined;
    const stopped = new Promise<'stopped'>((resolve) => {
      stop = () => resolve('stopped');
    });
    signal.addEventListener('abort', stop);
    const closed = socket.closed.then((): Ending => 'closed');
    const leaving = socket.leaving.then((): Ending => 'leaving');
    const first = await Promise.race([stopped, closed, leaving]);
    signal.removeEventListener('abort', stop);
    return first;
  }

  /** Opens a socket, retrying as often as needed; `failures` sets the pause before the first attempt. */
  async #open({ failures, mayGiveUp }: { failures: number; mayGiveUp: boolean }): Promise<Socket> {
    const { clock } = this.#parts;
    const { signal } = this.#stopping;
    for (let pause = pauseAfter(failures), attempt = 1; ; attempt += 1) {
      if (pause > 0) await clock.sleep(pause, signal);
      signal.throwIfAborted();
      try {
        const socket = await openSocket(this.#parts, this.#boltApp(), signal);
        this.#outages.opened();
        void socket.closed.then(() => this.#outages.closed());
        return socket;
      } catch (error) {
        if (signal.aborted) throw error;
        if (mayGiveUp && (error instanceof TokenRefused || attempt >= ATTEMPTS_AT_START)) throw error;
        this.#outages.failed(error);
        pause = pauseAfter(failures + attempt, error);
      }
    }
  }

  /** Ignores an error caused by stopping; rethrows any other. */
  #orStopped(error: unknown): undefined {
    if (!this.#stopping.signal.aborted) throw error;
  }

  #boltApp(): App {
    if (!this.#app) throw new Error('the receiver was started before Bolt initialized it');
    return this.#app;
  }
}

function pauseAfter(failures: number, error?: unknown): number {
  if (error instanceof TokenRefused || error instanceof TooManySockets) return REFUSED_PAUSE_MS;
  const backoff = failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return Math.max(backoff, retryAfterMs(error) ?? 0);
}
