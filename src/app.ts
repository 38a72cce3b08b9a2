import { createAccess, createLinks, slackProfileOf } from './access/index.ts';
import { type ApprovalPolicy, createApprovals } from './approvals/index.ts';
import type { Clock } from './clock.ts';
import { registerCommands } from './commands/index.ts';
import type { Config } from './config.ts';
import { createConnection } from './connection.ts';
import type { Deps } from './deps.ts';
import { Cancelled, createClient, type DocSpace, type Fetch } from './docspace/index.ts';
import { createDirectory } from './groups/directory.ts';
import { registerHome } from './home/index.ts';
import type { Log } from './log.ts';
import { createErrorReporter } from './slack/error-reporter.ts';
import { createMessenger } from './slack/messenger.ts';
import { recordAudit, type Store } from './store/index.ts';
import { userMessage } from './user-message.ts';

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

/**
 * How long work in hand may go on once the app stops, in milliseconds; after that, calls that were not sent are canceled
 * and what became of others is told as not certain.
 */
const WORK_ENDS_WITHIN_MS = 10_000;

/** Builds the app: one Bolt App with every command, form, button and the App Home registered. */
export function createApp(parts: AppParts): DocSpaceGroups {
  const { config, clock, log } = parts;
  const connection = createConnection(parts);
  const { app } = connection;
  const atStop = new AbortController();
  const lateInStop = new AbortController();
  const docspace = createClient({
    baseUrl: config.docspace.url,
    apiKey: config.docspace.apiKey,
    fetch: parts.fetch,
    clock,
    stopping: lateInStop.signal,
    log: ({ method, path, ...facts }) => log.debug(`portal ${method} ${path}`, facts),
  });
  const deps: Deps = {
    config,
    docspace,
    directory: createDirectory(docspace, clock),
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
    reporter: createErrorReporter({ words: userMessage, log }),
    approvals: createApprovals({
      db: parts.store.db,
      clock,
      policy: policyOf(config.approvals),
    }),
    access: createAccess({
      docspace,
      clock,
      teamId: connection.teamId,
      links: createLinks({
        store: parts.store,
        workspace: connection.teamId,
        portal: config.docspace.url,
        onChanged: ({ account, personId, previousPerson }) =>
          log.warn('a Slack account matches another DocSpace account than before', {
            account,
            personId,
            previousPerson,
          }),
      }),
      profileOf: async (user) => slackProfileOf(await app.client.users.info({ user })),
    }),
  };
  const background = registerCommands(app, deps);
  registerHome(app, deps);
  app.error(async (error) => {
    deps.reporter.report(error, 'answer Slack');
  });
  return {
    async start() {
      const port = await connection.start();
      if (!connection.ended())
        void deps.reporter.bestEffort('read the API key', () => readKey(docspace.for({ signal: atStop.signal })));
      for (const work of background) if (!connection.ended()) await work.start();
      return port;
    },
    async stop() {
      atStop.abort();
      const inTime = clock.after(WORK_ENDS_WITHIN_MS, () => lateInStop.abort());
      await connection.stop();
      for (const work of background) await work.stop();
      await deps.reporter.idle();
      inTime();
    },
  };
}

/** Lets the client see when its key expires: DocSpace itself does not say why it no longer accepts one. */
async function readKey(docspace: DocSpace): Promise<void> {
  try {
    await docspace.keys.self();
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

/** What this installation asks of a deletion, as its rules take it. */
function policyOf(approvals: Config['approvals']): ApprovalPolicy {
  const { required, expiryMs, graceMs, selfApproval, approvers, approverGroups } = approvals;
  return {
    approvalsRequired: required,
    expiryMs,
    graceMs,
    selfApproval,
    ...(approvers.length + approverGroups.length > 0 ? { approvers: new Set(approvers) } : {}),
  };
}
