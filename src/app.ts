import { createAccess, createAdminNames, createApproverPool, createLinks, slackProfileOf } from './access/index.ts';
import { runChecks } from './checks/index.ts';
import type { Clock } from './clock.ts';
import { registerCommands } from './commands/index.ts';
import type { Config } from './config.ts';
import { createConnection } from './connection.ts';
import type { Deps } from './deps.ts';
import { type Fetch, groupIdOf, NotFound } from './docspace/index.ts';
import { createDirectory } from './groups/directory.ts';
import { createHome, registerHome } from './home/index.ts';
import { createHousekeeping } from './housekeeping.ts';
import { readKeyExpiry, warnOfKeyExpiry } from './key-expiry.ts';
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

/** The app’s dependencies; everything external is passed in here. */
export interface AppParts {
  config: Config;
  store: Store;
  /** For the portal and Slack's response_urls. */
  fetch: Fetch;
  /** For Slack. */
  network: Pick<Network, 'slackFetch' | 'dispatcher' | 'onProxyFailure'>;
  clock: Clock;
  log: Log;
  /** Called on each acknowledgement, Slack call and portal call. */
  observer?: Observer | undefined;
}

/** The whole app, ready to start; tests and the sandbox run the same one. */
export interface DocSpaceGroups extends Watched {
  /**
   * Connects to Slack and resumes unfinished requests; returns the port in HTTP mode. If `stop` is called meanwhile, it
   * returns without an error.
   * @throws TokenRefused when Slack does not accept a token
   */
  start(): Promise<{ port?: number }>;
  /** Stops receiving from Slack and finishes running work. Can be called at any time, also before or during `start`. */
  stop(): Promise<void>;
}

/**
 * How long running work can continue once the app stops, in milliseconds. After that, unsent calls are canceled, and the
 * outcome of sent ones is reported as not certain.
 */
const DRAIN_TIMEOUT_MS = 10_000;

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
  const stopping = new AbortController();
  const drainTimeout = new AbortController();
  const docspace = createPortalClient({ ...parts, store, stopping: drainTimeout.signal });
  const contact = createSupportContact(config.supportContact, app.client);
  const reporter = createErrorReporter({
    userMessage: (error) => userMessage(error, contact.name),
    contact,
    log,
    // For a deleted group, the audit record names who deleted it, and when.
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
    stopping: stopping.signal,
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
      const dependencies = {
        docspace: docspace.for({ signal: stopping.signal }),
        access,
        store,
        slack: app.client,
        writer,
        contact,
        clock,
        log,
      };
      return warnOfKeyExpiry({ ...dependencies, portal: config.docspace.url });
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
        void deps.reporter.bestEffort('read the API key', () =>
          readKeyExpiry(docspace.for({ signal: stopping.signal })),
        );
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
      stopping.abort();
      const cancelTimeout = clock.after(DRAIN_TIMEOUT_MS, () => drainTimeout.abort());
      await connection.stop();
      await requests.stop();
      await housekeeping.stop();
      await deps.reporter.idle();
      cancelTimeout();
    },
  };
}

/** An audit line for the log: codes and ids, never personal text. */
function factsOf({ action, account, personId, groupId, requestId, answer }: RecordLine): LogFacts {
  return { action, account, person: personId, group: groupId, request: requestId, answer };
}
