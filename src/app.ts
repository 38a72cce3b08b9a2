import { createAccess, createAdminNames, createApproverPool, createLinks, slackProfileOf } from './access/index.ts';
import { runChecks } from './checks/index.ts';
import type { Clock } from './clock.ts';
import { registerCommands } from './commands/index.ts';
import type { Config } from './config.ts';
import { createConnection } from './connection.ts';
import type { Deps } from './deps.ts';
import { Cancelled, type DocSpace, type Fetch, groupIdOf, NotFound } from './docspace/index.ts';
import { createDirectory } from './groups/directory.ts';
import { createHome, registerHome } from './home/index.ts';
import { createHousekeeping } from './housekeeping.ts';
import { warnOfKeyExpiry } from './key-expiry.ts';
import { notifyOfLinkChange } from './link-change-notice.ts';
import { currentReference, type Log, type LogFacts } from './log.ts';
import type { Network } from './network.ts';
import type { Observer, Watched } from './operations/index.ts';
import { hasApprovers, policyOf } from './policy.ts';
import { createPortalClient } from './portal-client.ts';
import { createRequests } from './requests/index.ts';
import { createChannelWriter } from './slack/channel-writer.ts';
import { createChannels } from './slack/channels.ts';
import { createErrorReporter, newReference } from './slack/error-reporter.ts';
import { createMessenger } from './slack/messenger.ts';
import { createRespond } from './slack/response-url.ts';
import { createSupportContact } from './slack/support-contact.ts';
import { usersOfGroup } from './slack/user-groups.ts';
import { usersInfo } from './slack/users-info.ts';
import { inspectDatabase, isReachable, type RecordLine, type Store, withRecordListener } from './store/index.ts';
import { userMessage } from './user-message/index.ts';

/** What the app is made from; everything outside of it comes in here. */
export interface AppParts {
  config: Config;
  store: Store;
  /** Reaches the portal and Slack's response_urls. */
  fetch: Fetch;
  /** How Slack is reached. */
  network: Pick<Network, 'slackFetch' | 'dispatcher' | 'onProxyFailure'>;
  clock: Clock;
  log: Log;
  /** Hears what happens where the app meets Slack and the portal. */
  observer?: Observer | undefined;
}

/** The whole app, ready to be started; tests and the sandbox run this same one. */
export interface DocSpaceGroups extends Watched {
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
  const { config, clock, log, observer } = parts;
  const connection = createConnection({
    ...parts,
    onAck: observer?.acknowledged,
    onSlackCall: observer?.slackCalled,
  });
  const { app } = connection;
  const teamId = () => connection.identity()?.teamId;
  const workspaceUrl = () => connection.identity()?.workspaceUrl;
  const store = withRecordListener(parts.store, (line) => {
    log.info('recorded', factsOf(line));
    if (line.account) home.changed(line.account);
  });
  const atStop = new AbortController();
  const lateInStop = new AbortController();
  const docspace = createPortalClient({ ...parts, store, stopping: lateInStop.signal });
  const contact = createSupportContact(config.supportContact, app.client);
  const reporter = createErrorReporter({
    userMessage: (error) => userMessage(error, contact.name),
    contact,
    log,
    // A group that is gone: the record knows who deleted it, and when.
    explain: async (error) => {
      const groupId = error instanceof NotFound ? groupIdOf(error) : undefined;
      return groupId === undefined ? undefined : requests.whyGone(groupId);
    },
    reference: () => currentReference() ?? newReference(),
  });
  const channels = createChannels(app.client, clock);
  const writer = createChannelWriter(connection.outboxClient, channels.admit);
  const links = createLinks({
    store,
    workspace: teamId,
    portal: config.docspace.url,
    onChanged: (change) =>
      void reporter.bestEffort('tell about a changed link', () =>
        notifyOfLinkChange({ access, docspace, slack: app.client, writer, contact, log }, change),
      ),
  });
  const access = createAccess({
    docspace,
    clock,
    home: connection.identity,
    links,
    adminNames: createAdminNames({ docspace, links, approversAreNamed: hasApprovers(config), clock }),
    async profileOf(user) {
      const answer = await usersInfo(app.client, user);
      return answer === undefined ? undefined : slackProfileOf(answer);
    },
  });
  const respond = createRespond({ fetch: parts.fetch, apiUrl: config.slack.apiUrl, log });
  const messenger = createMessenger(app.client, respond, {
    admit: channels.admit,
    botName: () => connection.identity()?.botName,
    contact,
    sleep: (ms) => clock.sleep(ms),
  });
  const isPaused = () => connection.refusedWith() !== undefined;
  const requests = createRequests({
    store,
    docspace,
    access,
    pool: createApproverPool({
      users: config.approvals.approvers,
      groups: config.approvals.approverGroups,
      usersOf: usersOfGroup(app.client),
      clock,
    }),
    links,
    reporter,
    messenger,
    policy: policyOf(config),
    approvalChannel: config.approvals.channel,
    portal: config.docspace.url,
    workspace: teamId,
    workspaceUrl,
    // A SQLite file serves one process; replicas share a PostgreSQL server.
    soleProcess: store.dialect === 'sqlite',
    isPaused,
    stopping: atStop.signal,
    writer,
    contact,
    clock,
    log,
  });
  const home = createHome({
    access,
    clock,
    config,
    docspace,
    reporter,
    requests,
    slack: app.client,
    identity: connection.identity,
    workspaceUrl,
  });
  const deps: Deps = {
    config,
    docspace,
    directory: createDirectory(docspace, clock),
    clock,
    log,
    access,
    reporter,
    requests,
    slack: app.client,
    messenger,
    channels,
    contact,
    showHome: home.show,
    identity: connection.identity,
    workspaceUrl,
    runChecks: () =>
      runChecks({
        config,
        fetch: parts.fetch,
        network: parts.network,
        clock,
        inspectDatabase: () => inspectDatabase(config.databaseUrl),
      }),
  };
  const housekeeping = createHousekeeping({
    ...{ store, clock, log, reporter, retentionMs: config.retentionMs, isPaused },
    warnOfKeyExpiry: () => {
      const told = {
        docspace: docspace.for({ signal: atStop.signal }),
        access,
        store,
        slack: app.client,
        writer,
        contact,
        clock,
        log,
      };
      return warnOfKeyExpiry({ ...told, portal: config.docspace.url });
    },
  });
  connection.onAccepted(() => void reporter.bestEffort('take up what waited for the token', () => requests.resume()));
  registerCommands(app, deps);
  registerHome(app, home);
  app.error(async (error) => {
    deps.reporter.report(error, 'answer Slack');
  });
  return {
    async start() {
      const port = await connection.start();
      if (!connection.ended())
        void deps.reporter.bestEffort('read the API key', () => readKey(docspace.for({ signal: atStop.signal })));
      if (!connection.ended()) void reporter.bestEffort('look up the support contact', () => contact.load());
      if (!connection.ended()) await requests.start();
      if (!connection.ended()) housekeeping.start();
      return port;
    },
    async notReady() {
      const reason = connection.notServing();
      if (reason !== undefined) return reason;
      return (await isReachable(store.db, clock)) ? undefined : { why: 'no-database' };
    },
    figures: () => requests.backlog(),
    inHand: () => reporter.inHand(),
    sockets: () => connection.sockets(),
    async stop() {
      atStop.abort();
      const inTime = clock.after(WORK_ENDS_WITHIN_MS, () => lateInStop.abort());
      await connection.stop();
      await requests.stop();
      await housekeeping.stop();
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

/** A line of the record for the log: codes and ids, never words of people. */
function factsOf({ action, account, personId, groupId, requestId, answer }: RecordLine): LogFacts {
  return { action, account, person: personId, group: groupId, request: requestId, answer };
}
