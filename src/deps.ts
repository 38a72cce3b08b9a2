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

/** All that a listener may touch. */
export interface Deps {
  config: Config;
  docspace: DocSpace;
  access: Access;
  /** Choices for typeahead fields, one for all of them: they share what is remembered. */
  directory: Directory;
  requests: Requests;
  slack: SlackClient;
  messenger: Messenger;
  /** Who reads which channel. */
  channels: Channels;
  /** Who helps when the app itself is broken. */
  contact: SupportContact;
  /** Shows a user their App Home as it is now, with a line at the top. */
  showHome(userId: string, line?: string): Promise<void>;
  /** Who the app is in Slack, and where it is installed; undefined until it is connected. */
  identity(): SlackIdentity | undefined;
  /** The workspace's own address, with which links to messages begin; undefined until the app is connected. */
  workspaceUrl(): string | undefined;
  /** Proves what the app was told, now. */
  runChecks(): Promise<readonly Finding[]>;
  reporter: ErrorReporter;
  clock: Clock;
  log: Log;
}

/** The same dependencies with calls to DocSpace that take turns as this user's; changes go before look-ups. */
export function actingFor(deps: Deps, slackId: string, urgency: Urgency = 'look-up'): Deps {
  return { ...deps, docspace: deps.docspace.for({ person: slackId, urgency }) };
}
