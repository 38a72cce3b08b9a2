import type { Access } from './access/index.ts';
import type { Finding } from './checks/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { SlackIdentity } from './connection.ts';
import type { DocSpace, Urgency } from './docspace/index.ts';
import type { Directory } from './groups/directory.ts';
import type { Log } from './log.ts';
import type { Requests } from './requests/index.ts';
import type { Channels } from './slack/channels.ts';
import type { ErrorReporter } from './slack/error-reporter.ts';
import type { Messenger, SlackClient } from './slack/messenger.ts';
import type { SupportContact } from './slack/support-contact.ts';

/** The dependencies of listeners. */
export interface Deps {
  config: Config;
  docspace: DocSpace;
  access: Access;
  /** Choices for typeahead fields; one instance, so that all fields share its cache. */
  directory: Directory;
  requests: Requests;
  slack: SlackClient;
  messenger: Messenger;
  /** Whether names can be shown in a channel. */
  channels: Channels;
  contact: SupportContact;
  /** Publishes a user's App Home, with an optional line at the top. */
  showHome(userId: string, line?: string): Promise<void>;
  /** The app's identity in Slack; undefined until it is connected. */
  identity(): SlackIdentity | undefined;
  /** The base URL of links to messages; undefined until the app is connected. */
  workspaceUrl(): string | undefined;
  /** Checks the settings against Slack, the portal and the database now. */
  runChecks(): Promise<readonly Finding[]>;
  reporter: ErrorReporter;
  clock: Clock;
  log: Log;
}

/** The same dependencies, with DocSpace calls queued under this user; changes have priority over look-ups. */
export function actingFor(deps: Deps, slackId: string, urgency: Urgency = 'look-up'): Deps {
  return { ...deps, docspace: deps.docspace.for({ person: slackId, urgency }) };
}
