import bolt, { type App, type webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createOutboxClient, interactiveOptions } from './connection/clients.ts';
import { HttpReceiver } from './connection/http-receiver.ts';
import { boltLogger } from './connection/logger.ts';
import type { SlackNetwork } from './connection/socket.ts';
import { SocketModeReceiver } from './connection/socket-mode-receiver.ts';
import { keepProcessAlive } from './end-of-process.ts';
import type { Log } from './log.ts';
import { retryAfterMs } from './slack/failure.ts';
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
  /** Takes no more from Slack; at any time, also before or while it starts. */
  stop(): Promise<void>;
  /** Whether it was asked to stop. */
  ended(): boolean;
}

/** What `auth.test` says of the app's own token. */
export interface SlackIdentity {
  teamId: string;
  /** The organisation of an Enterprise Grid that the workspace belongs to. */
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
  clock: Clock;
  log: Log;
}

/** A connection over Socket Mode or HTTP, as the configuration says. */
export function createConnection({ config, network, clock, log }: ConnectionParts): Connection {
  const { botToken, apiUrl } = config.slack;
  const logger = boltLogger(log);
  const { app, open, close } = createTransport(config.slack, { network, clock, log, logger });
  const stopping = new AbortController();
  let identity: SlackIdentity | undefined;
  let release: () => void = () => undefined;
  const connect = async (): Promise<{ port?: number }> => {
    const identify = async () => {
      await app.init();
      identity = identityOf(await app.client.auth.test());
    };
    await withToken('SLACK_BOT_TOKEN', () => waitOutRateLimit({ clock, log }, stopping.signal, identify));
    return stopping.signal.aborted ? {} : open();
  };
  return {
    app,
    outboxClient: createOutboxClient(botToken, { apiUrl, fetch: network?.slackFetch, logger }),
    identity: () => identity,
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
      await close();
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
  const { team_id, enterprise_id, url, user_id, user } = authTest.parse(answer);
  return {
    teamId: team_id,
    enterpriseId: enterprise_id ?? undefined,
    workspaceUrl: url,
    botUserId: user_id,
    botName: user,
  };
}

interface Transport {
  app: App;
  open(): Promise<{ port?: number }>;
  close(): Promise<void>;
}

function createTransport(
  { botToken, apiUrl, transport }: Config['slack'],
  {
    network,
    clock,
    log,
    logger,
  }: { network: SlackNetwork | undefined; clock: Clock; log: Log; logger: ReturnType<typeof boltLogger> },
): Transport {
  const common = {
    token: botToken,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: interactiveOptions({ apiUrl, fetch: network?.slackFetch }),
  } as const;
  if (transport.mode === 'http') {
    const { signingSecret, port } = transport;
    const receiver = new HttpReceiver({ signingSecret, port, logger, log, clock });
    return {
      app: new bolt.App({ ...common, receiver }),
      open: async () => ({ port: await receiver.start() }),
      close: () => receiver.stop(),
    };
  }
  const receiver = new SocketModeReceiver({ appToken: transport.appToken, apiUrl, network, log, clock });
  return {
    app: new bolt.App({ ...common, receiver }),
    open: () => receiver.start().then(() => ({})),
    close: () => receiver.stop(),
  };
}

/** At the start nobody waits for an answer, and giving up would only bring a restart and more calls. */
async function waitOutRateLimit(
  { clock, log }: { clock: Clock; log: Log },
  stopping: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const wait = retryAfterMs(error);
      if (wait === undefined) throw error;
      log.warn('Slack limits the calls of this app; it starts later', { seconds: wait / 1_000 });
      await clock.sleep(wait, stopping);
    }
  }
}
