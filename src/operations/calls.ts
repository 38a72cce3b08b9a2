import type { Registry } from 'prom-client';
import type { Observer } from './observer.ts';
import { described } from './text.ts';

type Client = typeof import('prom-client');

/** Histogram buckets in seconds; Slack waits three for an acknowledgement. */
const ACK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3];
/** Histogram buckets in seconds; a read can take ten, a write sixty. */
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counts acknowledgements and calls. Labels are routes, methods and outcomes, never ids, names or users' text. */
export function createCalls({ Counter, Histogram }: Client, register: Registry): Observer {
  const registers = [register];
  const acks = new Counter({
    ...described('acks_total'),
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const ackSeconds = new Histogram({
    ...described('ack_seconds'),
    labelNames: ['kind'],
    buckets: ACK_BUCKETS,
    registers,
  });
  const slackSeconds = new Histogram({
    ...described('slack_call_seconds'),
    labelNames: ['method', 'outcome'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const portalSeconds = new Histogram({
    ...described('portal_call_seconds'),
    labelNames: ['route', 'status'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const retries = new Counter({
    ...described('portal_retries_total'),
    labelNames: ['route'],
    registers,
  });
  const limited = new Counter({
    ...described('rate_limited_total'),
    labelNames: ['by'],
    registers,
  });
  for (const by of ['slack', 'portal']) limited.inc({ by }, 0);
  return {
    acknowledged({ kind, outcome, ms }) {
      acks.inc({ kind, outcome });
      if (outcome === 'in_time' || outcome === 'late') ackSeconds.observe({ kind }, ms / 1_000);
    },
    slackCalled({ method, outcome, ms }) {
      slackSeconds.observe({ method, outcome }, ms / 1_000);
      if (outcome === 'rate_limited') limited.inc({ by: 'slack' });
    },
    portalCalled({ method, route, status, attempt, ms }) {
      const call = `${method} ${route}`;
      portalSeconds.observe({ route: call, status: status === undefined ? 'none' : String(status) }, ms / 1_000);
      if (attempt > 1) retries.inc({ route: call });
      if (status === 429) limited.inc({ by: 'portal' });
    },
  };
}
