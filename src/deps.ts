import type { Access } from './access/index.ts';
import type { Approvals } from './approvals/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { DocSpace, Urgency } from './docspace/index.ts';
import type { Directory } from './groups/directory.ts';
import type { Log } from './log.ts';
import type { ErrorReporter } from './slack/error-reporter.ts';
import type { Messenger, SlackClient } from './slack/messenger.ts';
import type { AuditEntry } from './store/index.ts';

/** All that a listener may touch. */
export interface Deps {
  config: Config;
  docspace: DocSpace;
  access: Access;
  /** Choices for typeahead fields, one for all of them: they share what is remembered. */
  directory: Directory;
  approvals: Approvals;
  slack: SlackClient;
  messenger: Messenger;
  reporter: ErrorReporter;
  /** Adds to the audit record; what is done is done, so a record that cannot be written is logged and never thrown. */
  audit(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** No other process uses the database: whatever is in hand when this one starts was left behind by the last. */
  soleProcess: boolean;
  clock: Clock;
  log: Log;
}

/** The same dependencies with calls to DocSpace that take turns as this user's; changes go before look-ups. */
export function actingFor(deps: Deps, slackId: string, urgency: Urgency = 'look-up'): Deps {
  return { ...deps, docspace: deps.docspace.for({ person: slackId, urgency }) };
}
