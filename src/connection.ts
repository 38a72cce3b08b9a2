import { Server } from 'node:http';
import bolt, { type App, type AppOptions, webApi } from '@slack/bolt';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { type Log, redact } from './log.ts';
import { withToken } from './slack/token-refused.ts';

/** Bolt's App and its connection to Slack. */
export interface Connection {
  app: App;
  /** A client for messages of the outbox: patient, and repeating nothing by itself. */
  outboxClient: webApi.WebClient;
  /** The workspace the app is installed in, once it is connected. */
  teamId(): string | undefined;
  /**
   * Connects to Slack; gives back the port in HTTP mode. When it is stopped meanwhile, it gives up without an error.
   * @throws TokenRefused when Slack does not accept a token
   */
  start(): Promise<{ port?: number }>;
  /** Takes no more from Slack; at any time, also before or while it starts. */
  stop(): Promise<void>;
  /** Whether it was asked to stop. */
  ended(): boolean;
}

/** Slack calls on the way to a click's answer: short, repeated twice, never paused for long. */
const CLIENT_OPTIONS = {
  timeout: 5_000,
  retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
} satisfies webApi.WebClientOptions;

/** How long a socket may take to close before it is left behind. */
const CLOSES_WITHIN_MS = 3_000;

/** A connection over Socket Mode or HTTP, as the configuration says. */
export function createConnection({ config, clock, log }: { config: Config; clock: Clock; log: Log }): Connection {
  const { app, closed } = createBoltApp(config, log);
  let teamId: string | undefined;
  let ended = false;
  // Whether Slack is connected, once that is known: Bolt refuses to end what has not begun.
  let connecting = Promise.resolve(false);
  const connect = async (): Promise<{ port?: number }> => {
    await withToken('SLACK_BOT_TOKEN', async () => {
      await app.init();
      teamId = (await app.client.auth.test()).team_id;
    });
    if (ended) return {};
    const started = withToken('SLACK_APP_TOKEN', () => app.start());
    connecting = started.then(
      () => true,
      () => false,
    );
    const port = portOf(await started);
    return port === undefined ? {} : { port };
  };
  const { botToken, apiUrl } = config.slack;
  const patient = { timeout: 30_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return {
    app,
    outboxClient: new webApi.WebClient(botToken, { ...patient, slackApiUrl: apiUrl, logger: boltLogger(log) }),
    teamId: () => teamId,
    ended: () => ended,
    start: () =>
      connect().catch((error: unknown) => {
        if (ended) return {};
        throw error;
      }),
    async stop() {
      ended = true;
      const connected = await within(CLOSES_WITHIN_MS, connecting, clock);
      if (connected === false) return;
      const gone = closed();
      await app.stop();
      await within(CLOSES_WITHIN_MS, gone, clock);
    },
  };
}

/** Waits for something, and no longer than this. */
async function within<T>(ms: number, something: Promise<T>, clock: Clock): Promise<T | undefined> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(
    () => undefined,
    () => undefined,
  );
  const first = await Promise.race([something, late]);
  done.abort();
  return first;
}

/** The port an HTTP receiver listens on; Socket Mode has none. */
function portOf(started: unknown): number | undefined {
  if (!(started instanceof Server)) return undefined;
  const address = started.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

/** Bolt's App, and how to wait for its connection to be closed: its own `stop` returns before that. */
function createBoltApp(config: Config, log: Log): { app: App; closed: () => Promise<void> } {
  const { transport, botToken, apiUrl } = config.slack;
  const logger = boltLogger(log);
  const options = () => ({ ...CLIENT_OPTIONS, slackApiUrl: apiUrl });
  const common = {
    token: botToken,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: options(),
  } as const;
  if (transport.mode === 'http') {
    const app = new bolt.App({ ...common, signingSecret: transport.signingSecret, port: transport.port });
    return { app, closed: async () => undefined };
  }
  // The socket's client writes into its options, so it gets an object of its own.
  const installerOptions = { clientOptions: options() };
  const receiver = new bolt.SocketModeReceiver({ appToken: transport.appToken, logger, installerOptions });
  const closed = () => new Promise<void>((resolve) => receiver.client.once('disconnected', () => resolve()));
  return { app: new bolt.App({ ...common, receiver }), closed };
}

/**
 * Bolt's and the SDK's own warnings, through our log and its redaction. What they say below that holds whole
 * payloads, with triggers, hooks and people's words in them, and is left out at every level.
 */
function boltLogger(log: Log): AppOptions['logger'] {
  const text = (words: unknown[]) =>
    redact(words.map((word) => (typeof word === 'string' ? word : nameOf(word))).join(' '));
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words) => log.warn(`slack: ${text(words)}`),
    error: (...words) => log.error(`slack: ${text(words)}`),
    setLevel: () => undefined,
    getLevel: () => bolt.LogLevel.INFO,
    setName: () => undefined,
  };
}

function nameOf(word: unknown): string {
  return word instanceof Error ? `${word.name}: ${word.message}` : typeof word;
}
