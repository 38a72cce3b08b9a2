import type { NotReady } from './observer.ts';

/** Why the app cannot serve, for operators. */
export function notReadyText(why: NotReady): string {
  return `not ready: ${reasonText(why)}`;
}

function reasonText(why: NotReady): string {
  switch (why.why) {
    case 'starting':
      return 'it is starting';
    case 'stopping':
      return 'it is stopping';
    case 'token-refused':
      return `Slack does not accept SLACK_BOT_TOKEN (${why.word})`;
    case 'no-socket':
      return 'no connection to Slack is open';
    case 'port-closed':
      return 'the port for Slack is not open';
    case 'no-database':
      return 'the database does not answer';
  }
}

/** The help text of each metric. */
export const METRICS = {
  acks_total: 'What Slack delivered, by what became of its acknowledgement',
  ack_seconds: 'Time from a delivery to its acknowledgement',
  slack_call_seconds: 'Calls of the Slack Web API',
  portal_call_seconds: 'Calls to the portal, each attempt by itself; status is "none" where no answer came',
  portal_retries_total: 'Calls to the portal that were sent again',
  rate_limited_total: 'Calls answered with 429',
  ready: '1 while the app can serve',
  slack_sockets: 'Open Socket Mode connections to Slack',
  work_in_hand: 'Pieces of work under way; from 200 on, further ones are refused',
  database_reachable: '1 while the database answers in time',
  outbox_behind: 'Messages that should be in Slack by now and are not',
  outbox_oldest_seconds: 'How long the oldest of them should have been there',
  open_requests: 'Requests that have not ended',
} as const;

/** The name and help text of a metric. */
export function described(name: keyof typeof METRICS): { name: string; help: string } {
  return { name: `docspace_groups_${name}`, help: METRICS[name] };
}
