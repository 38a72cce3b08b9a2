import { Server } from 'node:http';
import bolt, { type App, type AppOptions, type webApi } from '@slack/bolt';
import { createAccess, slackProfileOf } from './access/index.ts';
import { createApprovals } from './approvals/index.ts';
import type { Clock } from './clock.ts';
import { registerCommands } from './commands/index.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { createClient, type Fetch } from './docspace/index.ts';
import { errorWords } from './error-message.ts';
import { registerHome } from './home/index.ts';
import { type Log, redact } from './log.ts';
import { createGuard } from './slack/guard.ts';
import { createMessenger } from './slack/messenger.ts';
import { withToken } from './slack/token-refused.ts';
import { recordAudit, type Store } from './store/index.ts';

/** What the app is made from; everything outside of it comes in here. */
export interface AppParts {
  config: Config;
  store: Store;
  /** Reaches the portal and Slack's response_urls. */
  fetch: Fetch;
  clock: Clock;
  log: Log;
}

/** The whole app, ready to be started; tests and the sandbox run this same one. */
export interface DocSpaceGroups {
  /**
   * Connects to Slack and takes up requests that were left in hand; gives back the port in HTTP mode. When it is stopped
   * meanwhile, it gives up without an error.
   * @throws TokenRefused when Slack does not accept a token
   */
  start(): Promise<{ port?: number }>;
  /** Takes no more from Slack, finishes what is in hand; at any time, also before or while it starts. */
  stop(): Promise<void>;
}

/** Slack calls on the way to a click's answer: short, repeated twice, never paused for long. */
const CLIENT_OPTIONS = {
  timeout: 5_000,
  retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
} satisfies webApi.WebClientOptions;

/** How long a socket may take to close before it is left behind. */
const CLOSES_WITHIN_MS = 3_000;

/** Builds the app: one Bolt App with every command, form, button and the App Home registered. */
export function createApp(parts: AppParts): DocSpaceGroups {
  const { config, clock, log } = parts;
  const { app, closed } = createBoltApp(config, log);
  let teamId: string | undefined;
  const docspace = createClient({
    baseUrl: config.docspace.url,
    apiKey: config.docspace.apiKey,
    fetch: parts.fetch,
    clock,
    log: ({ method, path, ...facts }) => log.debug(`portal ${method} ${path}`, facts),
  });
  const deps: Deps = {
    config,
    docspace,
    clock,
    log,
    // A SQLite file serves one process; replicas share a PostgreSQL server.
    soleProcess: parts.store.dialect === 'sqlite',
    audit: (entry) =>
      recordAudit(parts.store.db, { at: clock.now(), ...entry }).catch(() =>
        log.error('the audit record could not be written', { action: entry.action, group: entry.groupId }),
      ),
    slack: app.client,
    messenger: createMessenger(app.client, parts.fetch),
    guard: createGuard({ words: errorWords, log }),
    approvals: createApprovals({
      db: parts.store.db,
      clock,
      policy: {
        approvalsRequired: config.approvals.required,
        expiryMs: config.approvals.expiryMs,
        graceMs: config.approvals.graceMs,
        selfApproval: config.approvals.selfApproval,
        ...(config.approvals.approvers.length > 0 ? { approvers: new Set(config.approvals.approvers) } : {}),
      },
    }),
    access: createAccess({
      docspace,
      clock,
      teamId: () => teamId,
      profileOf: async (user) => slackProfileOf(await app.client.users.info({ user })),
    }),
  };
  const background = registerCommands(app, deps);
  registerHome(app, deps);
  app.error(async (error) => {
    deps.guard.explain(error, 'answer Slack');
  });
  // Whether Slack is connected, once that is known: Bolt refuses to end what has not begun.
  let connecting = Promise.resolve(false);
  let ending = false;
  const start = async () => {
    await withToken('SLACK_BOT_TOKEN', async () => {
      await app.init();
      teamId = (await app.client.auth.test()).team_id;
    });
    if (ending) return {};
    const started = withToken('SLACK_APP_TOKEN', () => app.start());
    connecting = started.then(
      () => true,
      () => false,
    );
    const port = portOf(await started);
    for (const work of background) if (!ending) await work.start();
    return port === undefined ? {} : { port };
  };
  return {
    start: () =>
      start().catch((error: unknown) => {
        if (ending) return {};
        throw error;
      }),
    async stop() {
      ending = true;
      const connected = await within(CLOSES_WITHIN_MS, connecting, clock);
      if (connected !== false) {
        const gone = closed();
        await app.stop();
        await within(CLOSES_WITHIN_MS, gone, clock);
      }
      for (const work of background) await work.stop();
      await deps.guard.idle();
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
