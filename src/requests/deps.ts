import type { Access, ApproverPool, Links } from '../access/index.ts';
import type { Policy } from '../changes/index.ts';
import type { Clock } from '../clock.ts';
import type { DocSpace } from '../docspace/index.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/index.ts';
import type { ErrorReporter } from '../slack/error-reporter.ts';
import type { Messenger } from '../slack/messenger.ts';
import type { SupportContact } from '../slack/support-contact.ts';
import type { Store } from '../store/index.ts';

/** Dependencies of the requests room. */
export interface RequestDeps {
  store: Store;
  docspace: DocSpace;
  access: Access;
  pool: ApproverPool;
  /** Known links between Slack accounts and DocSpace people. */
  links: Pick<Links, 'accountsOf'>;
  outbox: Outbox;
  reporter: ErrorReporter;
  /** Posts outcomes to channels the outbox cannot post in, by response_url. */
  messenger: Pick<Messenger, 'postResult' | 'cannotPostText'>;
  policy: Policy;
  /** Shown with failures of the app itself. */
  contact: SupportContact;
  /** Channel for all requests; undefined: the channel in which each was submitted. */
  approvalChannel: string | undefined;
  /** Address of the portal: a request belongs to one portal and one workspace. */
  portal: string;
  /** Slack's id of the workspace, once it is known. */
  workspace(): string | undefined;
  /** The workspace's own address, once it is known. */
  workspaceUrl(): string | undefined;
  /** No other process uses the database, so unfinished work at the start was left by the previous process. */
  soleProcess: boolean;
  /** True while the app cannot show its work in Slack: it does no background work then. */
  isPaused?(): boolean;
  /** Aborted on shutdown: a change in batches is left to the next process. */
  stopping?: AbortSignal | undefined;
  clock: Clock;
  log: Log;
}
