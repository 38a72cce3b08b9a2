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

/** The ways to Slack: for the Web API, and for WebSockets. */
export interface SlackNetwork {
  slackFetch: SlackFetch;
  dispatcher: Dispatcher | undefined;
}

/** The ways to Slack: for the Web API, and for WebSockets. */
export interface SlackNetwork {
  slackFetch: SlackFetch;
  dispatcher: Dispatcher | undefined;
}

/** What a Socket Mode connection is opened with. */
export interface SocketParts {
  appToken: string;
  apiUrl: string | undefined;
  network: SlackNetwork;
  /** Slack switched Socket Mode off, or the app was uninstalled. */
  onDisabled(): void;
  onCall(call: SlackCall): void;
  log: Log;
  clock: Clock;
}

/** One open Socket Mode connection. */
export interface Socket {
  /** Resolves once it is closed, whichever side closed it. */
  closed: Promise<void>;
  /** Resolves when Slack says that it will close it: until then it is served as before. */
  leaving: Promise<void>;
  /** Closes it; a socket that the other side does not close in time is destroyed. */
  close(): Promise<void>;
}

type Client = SocketModeReceiver['client'];

/** The app has as many connections as Slack lets it have: ten (docs: "Using Socket Mode"). */
export class TooManySockets extends Error {
  constructor() {
    super('this app has ten connections to Slack already; are there processes of it that should not run?');
    this.name = 'TooManySockets';
  }
}

/** From the call for an address to Slack's hello. */
const OPENS_WITHIN_MS = 30_000;
const CLOSES_WITHIN_MS = 3_000;

/**
 * Opens a connection that passes what Slack sends to `app`. Each connection has an SDK client of its own, because the
 * client takes a late event of its previous socket for one of its current socket.
 * @throws TokenRefused when Slack does not accept the app token, the reason of `stopping` when it is aborted
 */
export async function openSocket(parts: SocketParts, app: App, stopping: AbortSignal): Promise<Socket> {
  const late = new AbortController();
  const inTime = parts.clock.after(OPENS_WITHIN_MS, () => late.abort(new Error('Slack did not say hello in time')));
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
  // Not when the start has ended: Slack's next word can come in the same turn as its hello.
  client.once('connected', () => {
    open = true;
  });
  readFrames(client, (why) => {
    reason = why;
    if (why === 'link_disabled') parts.onDisabled();
    // Without a hello it never served, and what is not wanted here any more gets nothing either.
    if (open && why !== 'link_disabled' && why !== 'too_many_websockets') leave();
    else destroy(client);
  });
  const abandon = () => destroy(client);
  giveUp.addEventListener('abort', abandon);
  try {
    await withToken('SLACK_APP_TOKEN', () => receiver.start());
    // Aborted between the address and the socket: `destroy` came too early for this socket.
    if (giveUp.aborted) destroy(client);
    giveUp.throwIfAborted();
    return { closed, leaving, close: () => close(client, closed, parts.clock) };
  } catch (error) {
    giveUp.throwIfAborted();
    if (reason === 'too_many_websockets') throw new TooManySockets();
    // The client rejects with nothing when the socket is refused or closes before the hello.
    throw error ?? new Error(reason ?? 'the WebSocket closed before Slack said hello');
  } finally {
    giveUp.removeEventListener('abort', abandon);
    inTime();
  }
}

function createReceiver(
  { appToken, apiUrl, network, onCall, log, clock }: SocketParts,
  giveUp: AbortSignal,
  isOpen: () => boolean,
) {
  // Its token is another one than the app's own, so what Slack says against it is not about that.
  const reach = readingAnswers(network.slackFetch, { onCall, clock });
  return new bolt.SocketModeReceiver({
    appToken,
    ...(network.dispatcher ? { dispatcher: network.dispatcher } : {}),
    // The SDK gives up on a network error and never waits for a token to be accepted again, so reconnecting is ours.
    autoReconnectEnabled: false,
    logger: socketLogger(log, isOpen),
    installerOptions: {
      clientOptions: {
        ...interactiveOptions({
          apiUrl,
          fetch: (url, init) => reach(url, { ...init, signal: anyOf(giveUp, init?.signal) }),
        }),
        retryConfig: { retries: 0 },
      },
    },
    async processEventErrorHandler({ error }) {
      log.error('could not take what Slack sent', { error: errorLine(error) });
      // True would acknowledge outside of any handler: on a socket just closed, an unhandled rejection.
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
  const late = clock.sleep(CLOSES_WITHIN_MS, done.signal).catch(() => undefined);
  await Promise.race([closed, late]);
  done.abort();
  destroy(client);
}

/** The second `disconnect` skips the closing handshake and clears the SDK's timers, which keep a process alive. */
function destroy(client: Client): void {
  void client.disconnect();
  void client.disconnect();
}
