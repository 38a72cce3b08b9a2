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
import { readingAnswers, type SlackCall } from './connection/slack-answers.ts';
import type { SlackNetwork } from './connection/socket.ts';
import { SocketModeReceiver } from './connection/socket-mode-receiver.ts';
import { TokenWatch } from './connection/token-watch.ts';
import { keepProcessAlive } from './end-of-process.ts';
import type { Log } from './log.ts';
import { appIdOf } from './slack/app-token.ts';
import { NotSlack, retryAfterMs, unusableAnswer } from './slack/failure.ts';
import type { SlackFetch } from './slack/message.ts';
import { withToken } from './slack/token-refused.ts';

/** Bolt's App and its connection to Slack. */
export interface Connection {
  /** Its client and those of listeners are for users who wait: short, and a rate limit is an error at once. */
  app: App;
  /** For messages nobody waits for: one long attempt per call, and a rate limit is an error at once. */
  outboxClient: webApi.WebClient;
  /** Who the app is in Slack and where it is installed, once it is connected. */
  identity(): SlackIdentity | undefined;
  /**
   * Connects to Slack; gives back the port in HTTP mode. In Socket Mode it stays connected from then on: it reconnects
   * after any outage. When it is stopped meanwhile, it gives up without an error.
   * @throws TokenRefused when Slack does not accept a token
   */
  start(): Promise<{ port?: number }>;
  /** Why nothing comes from Slack, or can be done there, now; undefined while all is well. */
  notServing(): NotServing | undefined;
  /** How many sockets are open; undefined over HTTP. */
  sockets(): number | undefined;
  /** Slack's word against the bot token of the running app; undefined while Slack accepts it. */
  refusedWith(): string | undefined;
  /** Calls back each time the token works again. */
  onAccepted(listener: () => void): void;
  /** Takes no more from Slack; at any time, also before or while it starts. */
  stop(): Promise<void>;
  /** Whether it was asked to stop. */
  ended(): boolean;
}

/** What `auth.test` says of the app's own token. */
export interface SlackIdentity {
  teamId: string;
  /** The organization of an Enterprise Grid that the workspace belongs to. */
  enterpriseId: string | undefined;
  /** The workspace's own address, such as `https://acme.slack.com/`. */
  workspaceUrl: string;
  botUserId: string;
  /** How people mention the app, without the `@`. */
  botName: string;
}

interface ConnectionParts {
  config: Pick<Config, 'slack'>;
  /** How Slack is reached; undefined: directly. */
  network?: SlackNetwork | undefined;
  /** Hears of each acknowledgement, and of each call of Slack's Web API. */
  onAck?(acknowledgement: Acknowledgement): void;
  onSlackCall?(call: SlackCall): void;
  clock: Clock;
  log: Log;
}

const DIRECTLY: SlackNetwork = { slackFetch: (url, init) => fetch(url, init), dispatcher: undefined };

/** A connection over Socket Mode or HTTP, as the configuration says. */
export function createConnection(parts: ConnectionParts): Connection {
  const { config, network = DIRECTLY, clock, log } = parts;
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
  const reach = readingAnswers(network.slackFetch, { heard: (word) => watch.heard(word), onCall, clock });
  const onDisabled = () => watch.check();
  const hears = { onDisabled, onCall, onAck };
  const way = createTransport(config.slack, { network, reach, ...hears, clock, log, logger });
  const { app } = way;
  app.use(ignoreRepeats(clock));
  const stopping = new AbortController();
  let identity: SlackIdentity | undefined;
  let release: () => void = () => undefined;
  const ask = async () => {
    identity = identityOf(await app.client.auth.test());
  };
  const watch = new TokenWatch({ ask, clock, log });
  const appId = transport.mode === 'socket' ? appIdOf(transport.appToken) : undefined;
  const installed = () => identity && { ...identity, appId };
  listenForRemoval(app, { installed, check: () => watch.check(), log });
  const connect = async (): Promise<{ port?: number }> => {
    const identify = async () => {
      await ask();
      // Bolt asks once more, and takes what it gets.
      await app.init();
    };
    await withToken('SLACK_BOT_TOKEN', () => untilAnswered({ clock, log }, stopping.signal, identify));
    if (stopping.signal.aborted) return {};
    watch.begin();
    return way.open();
  };
  return {
    app,
    outboxClient: createOutboxClient(botToken, { apiUrl, fetch: reach, logger }),
    identity: () => identity,
    notServing() {
      const word = watch.refusedWith();
      return word === undefined ? way.notServing() : { why: 'token-refused', word };
    },
    sockets: () => way.sockets(),
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
      await way.close();
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
  /** Why nothing comes from Slack now. */
  notServing(): NotServing | undefined;
  /** How many sockets are open; undefined over HTTP. */
  sockets(): number | undefined;
  close(): Promise<void>;
}

interface TransportParts {
  network: SlackNetwork;
  reach: SlackFetch;
  onDisabled(): void;
  onCall(call: SlackCall): void;
  onAck(acknowledgement: Acknowledgement): void;
  clock: Clock;
  log: Log;
  logger: ReturnType<typeof boltLogger>;
}

function createTransport(
  { botToken, apiUrl, transport }: Config['slack'],
  { network, reach, onDisabled, onCall, onAck, clock, log, logger }: TransportParts,
): Transport {
  const common = {
    token: botToken,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: interactiveOptions({ apiUrl, fetch: reach }),
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

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * At the start nobody waits for an answer, and giving up would only bring a restart and more calls: limits are waited
 * out, and so is what answers in Slack's place.
 */
async function untilAnswered(
  { clock, log }: { clock: Clock; log: Log },
  stopping: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const logged = new Set<string>();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const limit = retryAfterMs(error);
      const cause = limit === undefined ? unusableAnswer(error) : 'ratelimited';
      if (cause === undefined) throw error;
      if (limit !== undefined)
        log.warn('Slack limits the calls of this app; it starts later', { seconds: limit / 1_000 });
      else if (!logged.has(cause))
        log.warn(
          'Slack’s Web API gives no answer of its own; the app starts once it does. Is a proxy or a login page in between?',
          { cause },
        );
      logged.add(cause);
      await clock.sleep(limit ?? pause, stopping);
    }
  }
}
