import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createOutboxClient, interactiveOptions } from './connection/clients.ts';
import { type Acknowledgement, DeliveryApp } from './connection/deliveries.ts';
import { HttpReceiver } from './connection/http-receiver.ts';
import { listenForRemoval } from './connection/installation-events.ts';
import { boltLogger } from './connection/logger.ts';
import type { NotServing } from './connection/not-serving.ts';
import { ignoreRepeats } from './connection/repeats.ts';
import { retryUntilAnswered } from './connection/retry-until-answered.ts';
import { readingAnswers, type SlackCall } from './connection/slack-answers.ts';
import type { SlackNetwork } from './connection/socket.ts';
import { SocketModeReceiver } from './connection/socket-mode-receiver.ts';
import { TokenWatch } from './connection/token-watch.ts';
import { keepProcessAlive } from './end-of-process.ts';
import type { Log } from './log.ts';
import { appIdOf } from './slack/app-token.ts';
import { NotSlack } from './slack/failure.ts';
import type { SlackFetch } from './slack/message.ts';
import { withToken } from './slack/token-refused.ts';

/** Bolt's App and its connection to Slack. */
export interface Connection {
  /** Its client and those of listeners serve waiting users: short timeouts, and a rate limit fails at once. */
  app: App;
  /** For background messages: one attempt with a long timeout, and a rate limit fails at once. */
  outboxClient: webApi.WebClient;
  /** The app's identity in Slack; undefined until it is connected. */
  identity(): SlackIdentity | undefined;
  /**
   * Connects to Slack; returns the port in HTTP mode. In Socket Mode it reconnects after any outage. If `stop` is called
   * meanwhile, it returns without an error.
   * @throws TokenRefused when Slack does not accept a token
   */
  start(): Promise<{ port?: number }>;
  /** Why the app cannot receive from Slack or call it now; undefined while it can. */
  notServing(): NotServing | undefined;
  /** How many sockets are open; undefined over HTTP. */
  sockets(): number | undefined;
  /** The error code with which Slack rejects the bot token; undefined while Slack accepts it. */
  refusedWith(): string | undefined;
  /** Calls the listener each time Slack accepts the token again. */
  onAccepted(listener: () => void): void;
  /** Stops receiving from Slack. Can be called at any time, also before or during `start`. */
  stop(): Promise<void>;
  /** Whether `stop` was called. */
  ended(): boolean;
}

/** The answer of `auth.test` for the bot token. */
export interface SlackIdentity {
  teamId: string;
  /** The Enterprise Grid organization of the workspace. */
  enterpriseId: string | undefined;
  /** Such as `https://acme.slack.com/`. */
  workspaceUrl: string;
  botUserId: string;
  /** How people mention the app, without the `@`. */
  botName: string;
}

interface ConnectionParts {
  config: Pick<Config, 'slack'>;
  /** Undefined: no proxy. */
  network?: SlackNetwork | undefined;
  onAck?(acknowledgement: Acknowledgement): void;
  onSlackCall?(call: SlackCall): void;
  clock: Clock;
  log: Log;
}

const DIRECT: SlackNetwork = { slackFetch: (url, init) => fetch(url, init), dispatcher: undefined };

/** A connection over Socket Mode or HTTP, depending on the configuration. */
export function createConnection(parts: ConnectionParts): Connection {
  const { config, network = DIRECT, clock, log } = parts;
  const { botToken, apiUrl, transport } = config.slack;
  const logger = boltLogger(log);
  const onCall = (call: SlackCall) => {
    log.debug(`slack ${call.method}`, { ...call });
    parts.onSlackCall?.(call);
  };
  const onAck = (ack: Acknowledgement) => {
    log.debug('acknowledged', { ...ack });
    parts.onAck?.(ack);
  };
  const slackFetch = readingAnswers(network.slackFetch, { heard: (code) => watch.heard(code), onCall, clock });
  const onDisabled = () => watch.check();
  const callbacks = { onDisabled, onCall, onAck };
  const connector = createTransport(config.slack, { network, slackFetch, ...callbacks, clock, log, logger });
  const { app } = connector;
  app.use(ignoreRepeats(clock));
  const stopping = new AbortController();
  let identity: SlackIdentity | undefined;
  let release: () => void = () => undefined;
  const readIdentity = async () => {
    identity = identityOf(await app.client.auth.test());
  };
  const watch = new TokenWatch({ ask: readIdentity, clock, log });
  const appId = transport.mode === 'socket' ? appIdOf(transport.appToken) : undefined;
  const installed = () => identity && { ...identity, appId };
  listenForRemoval(app, { installed, check: () => watch.check(), log });
  const connect = async (): Promise<{ port?: number }> => {
    const identify = async () => {
      await readIdentity();
      // Bolt calls auth.test itself as well.
      await app.init();
    };
    await withToken('SLACK_BOT_TOKEN', () => retryUntilAnswered({ clock, log }, stopping.signal, identify));
    if (stopping.signal.aborted) return {};
    watch.begin();
    return connector.open();
  };
  return {
    app,
    outboxClient: createOutboxClient(botToken, { apiUrl, fetch: slackFetch, logger }),
    identity: () => identity,
    notServing() {
      const code = watch.refusedWith();
      return code === undefined ? connector.notServing() : { why: 'token-refused', word: code };
    },
    sockets: () => connector.sockets(),
    refusedWith: () => watch.refusedWith(),
    onAccepted: (listener) => watch.onAccepted(listener),
    ended: () => stopping.signal.aborted,
    async start() {
      if (stopping.signal.aborted) return {};
      release = keepProcessAlive();
      try {
        return await connect();
      } catch (error) {
        release();
        if (stopping.signal.aborted) return {};
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await watch.stop();
      await connector.close();
      release();
    },
  };
}

const authTest = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  url: z.url(),
  user_id: z.string(),
  user: z.string(),
});

function identityOf(answer: unknown): SlackIdentity {
  const { data } = authTest.safeParse(answer);
  if (!data) throw new NotSlack();
  return {
    teamId: data.team_id,
    enterpriseId: data.enterprise_id ?? undefined,
    workspaceUrl: data.url,
    botUserId: data.user_id,
    botName: data.user,
  };
}

interface Transport {
  app: App;
  open(): Promise<{ port?: number }>;
  /** Why the app receives nothing from Slack now. */
  notServing(): NotServing | undefined;
  /** How many sockets are open; undefined over HTTP. */
  sockets(): number | undefined;
  close(): Promise<void>;
}

interface TransportParts {
  network: SlackNetwork;
  slackFetch: SlackFetch;
  onDisabled(): void;
  onCall(call: SlackCall): void;
  onAck(acknowledgement: Acknowledgement): void;
  clock: Clock;
  log: Log;
  logger: ReturnType<typeof boltLogger>;
}

function createTransport(
  { botToken, apiUrl, transport }: Config['slack'],
  { network, slackFetch, onDisabled, onCall, onAck, clock, log, logger }: TransportParts,
): Transport {
  const common = {
    token: botToken,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: interactiveOptions({ apiUrl, fetch: slackFetch }),
  } as const;
  if (transport.mode === 'http') {
    const { signingSecret, port } = transport;
    const receiver = new HttpReceiver({ signingSecret, port, logger, log, clock });
    return {
      app: new DeliveryApp({ ...common, receiver }, { clock, onAck }),
      open: async () => ({ port: await receiver.start() }),
      notServing: () => receiver.notServing(),
      sockets: () => undefined,
      close: () => receiver.stop(),
    };
  }
  const { appToken } = transport;
  const receiver = new SocketModeReceiver({ appToken, apiUrl, network, onDisabled, onCall, log, clock });
  return {
    app: new DeliveryApp({ ...common, receiver }, { clock, onAck }),
    open: () => receiver.start().then(() => ({})),
    notServing: () => receiver.notServing(),
    sockets: () => receiver.open,
    close: () => receiver.stop(),
  };
}
