import type { Acknowledgement } from '../connection/deliveries.ts';
import type { NotServing } from '../connection/not-serving.ts';
import type { SlackCall } from '../connection/slack-answers.ts';
import type { CallLine } from '../docspace/index.ts';
import type { OutboxBacklog } from '../outbox/backlog.ts';
import type { OpenCount } from '../requests/lists/open-counts.ts';

/** Hears what happens where the app meets Slack and the portal. */
export interface Observer {
  acknowledged(acknowledgement: Acknowledgement): void;
  slackCalled(call: SlackCall): void;
  portalCalled(call: CallLine): void;
}

/** What an app has to do, read when it is asked for. */
export interface Figures {
  openRequests: readonly OpenCount[];
  outbox: OutboxBacklog;
}

/** Why an app cannot serve. */
export type NotReady = NotServing | { why: 'starting' | 'stopping' | 'no-database' };

/** An app as operators see it. */
export interface Watched {
  /** Why it cannot serve now; undefined while it can. */
  notReady(): Promise<NotReady | undefined>;
  /** Reads the database. */
  figures(): Promise<Figures>;
  /** Pieces of work in hand. */
  inHand(): number;
  /** Open sockets to Slack; undefined over HTTP. */
  sockets(): number | undefined;
}
