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

/** What the life of requests is made from. */
export interface RequestDeps {
  store: Store;
  docspace: DocSpace;
  access: Access;
  pool: ApproverPool;
  /** Which accounts are known to mean whom. */
  links: Pick<Links, 'accountsOf'>;
  outbox: Outbox;
  reporter: ErrorReporter;
  /** Says an outcome where the outbox may not post. */
  messenger: Pick<Messenger, 'postResult' | 'cannotPostText'>;
  policy: Policy;
  /** Who helps when the app itself is broken. */
  contact: SupportContact;
  /** Where everything that is asked for goes; undefined: the channel it was asked in. */
  approvalChannel: string | undefined;
  /** Address of the portal: a request belongs to one portal and one workspace. */
  portal: string;
  /** Slack's id of the workspace, once it is known. */
  workspace(): string | undefined;
  /** The workspace's own address, once it is known. */
  workspaceUrl(): string | undefined;
  /** No other process uses the database: what is in hand when this one starts was left behind by the last. */
  soleProcess: boolean;
  /** Whether the app cannot show what it does, so that it does nothing by itself. */
  isPaused?(): boolean;
  /** Aborted when the app is to end: a change in batches is left to the next process then. */
  stopping?: AbortSignal | undefined;
  clock: Clock;
  log: Log;
}
