import type { Acknowledgement } from '../connection/deliveries.ts';
import type { NotServing } from '../connection/not-serving.ts';
import type { SlackCall } from '../connection/slack-answers.ts';
import type { CallLine } from '../docspace/index.ts';
import type { OutboxBacklog } from '../outbox/backlog.ts';
import type { OpenCount } from '../requests/lists/open-counts.ts';

/** Called on each acknowledgement, Slack call and portal call. */
export interface Observer {
  acknowledged(acknowledgement: Acknowledgement): void;
  slackCalled(call: SlackCall): void;
  portalCalled(call: CallLine): void;
}

/** The current backlog of an app. */
export interface Figures {
  openRequests: readonly OpenCount[];
  outbox: OutboxBacklog;
}

/** Why an app cannot serve. */
export type NotReady = NotServing | { why: 'starting' | 'stopping' | 'no-database' };

/** The state of an app for health checks and metrics. */
export interface Watched {
  /** Why it cannot serve now; undefined while it can. */
  notReady(): Promise<NotReady | undefined>;
  /** Reads the database. */
  figures(): Promise<Figures>;
  /** Number of running pieces of work. */
  inHand(): number;
  /** Open sockets to Slack; undefined over HTTP. */
  sockets(): number | undefined;
}
