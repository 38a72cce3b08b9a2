import bolt, { type App, type SocketModeReceiver } from '@slack/bolt';
import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { errorLine } from '../slack/error-reporter.ts';
import type { SlackFetch } from '../slack/message.ts';
import { withToken } from '../slack/token-refused.ts';
import { interactiveOptions } from './clients.ts';
import { readFrames } from './frames.ts';
import { socketLogger } from './logger.ts';
import { readingAnswers, type SlackCall } from './slack-answers.ts';

/** How Slack is reached: over the Web API and WebSockets. */
export interface SlackNetwork {
  slackFetch: SlackFetch;
  dispatcher: Dispatcher | undefined;
}

/** Options of {@link openSocket}. */
export interface SocketParts {
  appToken: string;
  apiUrl: string | undefined;
  network: SlackNetwork;
  /** Called when Socket Mode was switched off or the app was uninstalled. */
  onDisabled(): void;
  onCall(call: SlackCall): void;
  log: Log;
  clock: Clock;
}

/** One open Socket Mode connection. */
export interface Socket {
  /** Resolves once it is closed, by either side. */
  closed: Promise<void>;
  /** Resolves when Slack announces that it will close it; until it does, the socket still receives. */
  leaving: Promise<void>;
  /** Closes it; without an answer in time, the socket is destroyed. */
  close(): Promise<void>;
}

type Client = SocketModeReceiver['client'];

/** The app already has ten connections, the most that Slack allows (docs: "Using Socket Mode"). */
export class TooManySockets extends Error {
  constructor() {
    super('this app has ten connections to Slack already; are there processes of it that should not run?');
    this.name = 'TooManySockets';
  }
}

/** From `apps.connections.open` to Slack's hello. */
const OPEN_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 3_000;

/**
 * Opens a connection that passes Slack's payloads to `app`. Each connection has its own SDK client, because a client would
 * attribute a late event of its previous socket to its current one.
 * @throws TokenRefused when Slack does not accept the app token, the reason of `stopping` when it is aborted
 */
export async function openSocket(parts: SocketParts, app: App, stopping: AbortSignal): Promise<Socket> {
  const late = new AbortController();
  const cancelTimeout = parts.clock.after(OPEN_TIMEOUT_MS, () =>
    late.abort(new Error('Slack did not say hello in time')),
  );
  const giveUp = AbortSignal.any([stopping, late.signal]);
  let open = false;
  let reason: string | undefined;
  let leave: () => void = () => undefined;
  const leaving = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const receiver = createReceiver(parts, giveUp, () => open);
  receiver.init(app);
  const { client } = receiver;
  const closed = new Promise<void>((resolve) => client.once('disconnected', resolve)).then(() => {
    open = false;
  });
  // Set here and not after `start`: the next frame can arrive in the same turn as the hello.
  client.once('connected', () => {
    open = true;
  });
  readFrames(client, (why) => {
    reason = why;
    if (why === 'link_disabled') parts.onDisabled();
    // Without a hello it never received anything; after these reasons Slack sends nothing more either.
    if (open && why !== 'link_disabled' && why !== 'too_many_websockets') leave();
    else destroy(client);
  });
  const abandon = () => destroy(client);
  giveUp.addEventListener('abort', abandon);
  try {
    await withToken('SLACK_APP_TOKEN', () => receiver.start());
    // Aborted between the API call and the socket: `destroy` ran too early for this socket.
    if (giveUp.aborted) destroy(client);
    giveUp.throwIfAborted();
    return { closed, leaving, close: () => close(client, closed, parts.clock) };
  } catch (error) {
    giveUp.throwIfAborted();
    if (reason === 'too_many_websockets') throw new TooManySockets();
    // The client rejects with undefined when the socket is refused or closes before the hello.
    throw error ?? new Error(reason ?? 'the WebSocket closed before Slack said hello');
  } finally {
    giveUp.removeEventListener('abort', abandon);
    cancelTimeout();
  }
}

function createReceiver(
  { appToken, apiUrl, network, onCall, log, clock }: SocketParts,
  giveUp: AbortSignal,
  isOpen: () => boolean,
) {
  // Without `heard`: it uses the app-level token, so its errors say nothing about the bot token.
  const slackFetch = readingAnswers(network.slackFetch, { onCall, clock });
  return new bolt.SocketModeReceiver({
    appToken,
    ...(network.dispatcher ? { dispatcher: network.dispatcher } : {}),
    // The SDK gives up on a network error and on a rejected token, so the receiver reconnects itself.
    autoReconnectEnabled: false,
    logger: socketLogger(log, isOpen),
    installerOptions: {
      clientOptions: {
        ...interactiveOptions({
          apiUrl,
          fetch: (url, init) => slackFetch(url, { ...init, signal: anyOf(giveUp, init?.signal) }),
        }),
        retryConfig: { retries: 0 },
      },
    },
    async processEventErrorHandler({ error }) {
      log.error('could not take what Slack sent', { error: errorLine(error) });
      // True would acknowledge outside any try/catch: on a socket just closed, that is an unhandled rejection.
      return false;
    },
  });
}

function anyOf(one: AbortSignal, other: AbortSignal | null | undefined): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one;
}

async function close(client: Client, closed: Promise<void>, clock: Clock): Promise<void> {
  void client.disconnect();
  const done = new AbortController();
  const late = clock.sleep(CLOSE_TIMEOUT_MS, done.signal).catch(() => undefined);
  await Promise.race([closed, late]);
  done.abort();
  destroy(client);
}

/** The second `disconnect` skips the closing handshake and clears the SDK's timers, which keep a process alive. */
function destroy(client: Client): void {
  void client.disconnect();
  void client.disconnect();
}
