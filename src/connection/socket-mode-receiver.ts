import type { App, Receiver } from '@slack/bolt';
import { retryAfterMs } from '../slack/failure.ts';
import { TokenRefused } from '../slack/token-refused.ts';
import type { NotServing } from './not-serving.ts';
import { Outages } from './outage.ts';
import { openSocket, type Socket, type SocketParts, TooManySockets } from './socket.ts';

/** Attempts before the first start fails, so that a short failure does not end it. */
const ATTEMPTS_AT_START = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Only a person can make a refused token work again, or stop one of the app's other processes. */
const REFUSED_PAUSE_MS = 60_000;
/** A connection that closes sooner counts as a failed attempt, or two sides that disagree would reconnect in a loop. */
const STABLE_AFTER_MS = 60_000;
/** A socket that Slack is about to close serves until then, and no longer than this, in milliseconds. */
const SERVES_ON_MS = 20_000;
/** How long a reconnection takes that nothing is in the way of, in milliseconds. */
const MOMENT_MS = 5_000;
/** Why a socket is replaced. The app closes none by itself: what is on its way to it would be lost. */
type Ending = 'closed' | 'leaving';

/**
 * Socket Mode for Bolt over two sockets, so that one serves while the other is replaced: Slack sends each payload to any
 * one of them, and nothing to an app without any. From the first one until it is stopped, each socket is opened anew
 * whenever it closes, however long Slack cannot be reached or refuses the app token.
 */
export class SocketModeReceiver implements Receiver {
  readonly #parts: SocketParts;
  readonly #stopping = new AbortController();
  readonly #outages: Outages;
  /** Sockets that were replaced and still serve. */
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
   * Resolves once the first socket is open; the second one follows by itself.
   * @throws TokenRefused when Slack does not accept the app token, and what went wrong when Slack cannot be reached
   */
  async start(): Promise<void> {
    const first = await this.#open({ failures: 0, mayGiveUp: true });
    this.#connected = Promise.all([this.#stayConnected(first), this.#openSecond()]);
  }

  /** How many sockets are open. */
  get open(): number {
    return this.#outages.open;
  }

  /** Why nothing comes from Slack now; undefined for a moment without a socket, which one lost connection can cost. */
  notServing(): NotServing | undefined {
    return this.#outages.outForMs > MOMENT_MS ? { why: 'no-socket' } : undefined;
  }

  /** At any time, also before or while it starts or reconnects. */
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

  /** Opens the next socket; the one before serves meanwhile, and until Slack closes it. */
  async #replace(before: Socket, ending: Ending, failures: number): Promise<Socket> {
    this.#parts.log.debug('a connection to Slack is replaced', { ending });
    try {
      return await this.#open({ failures, mayGiveUp: false });
    } finally {
      // Only one that still serves needs its end to be waited for.
      if (ending === 'leaving') this.#retire(before);
    }
  }

  #retire(socket: Socket): void {
    const { clock } = this.#parts;
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stopping.signal]);
    const served = Promise.race([socket.closed, clock.sleep(SERVES_ON_MS, signal).catch(() => undefined)]);
    const gone = served.then(() => socket.close()).finally(() => late.abort());
    this.#retiring.add(gone);
    void gone.finally(() => this.#retiring.delete(gone));
  }

  /** What ends the service of a socket first. */
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

  /** Opens a socket, with as many attempts as that takes; `failures` sets the pause before the first one. */
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

  /** Whatever fails because the receiver is stopped is no failure. */
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
