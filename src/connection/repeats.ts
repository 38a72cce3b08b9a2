import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

/** Slack redelivers within seconds after a connection breaks; a trigger id expires after three anyway. */
const REMEMBERED_MS = 60_000;

/** Each user action has its own trigger id. Submissions do too, but storing them is idempotent across processes. */
const userAction = z.object({ trigger_id: z.string(), type: z.string().optional() });

/** Drops redelivered commands, clicks and shortcuts: their trigger id works only once. */
export function ignoreRepeats(clock: Pick<Clock, 'now'>): Middleware<AnyMiddlewareArgs> {
  /** When each trigger arrived, oldest first. */
  const seen = new Map<string, number>();
  return async ({ body, next, ...more }) => {
    const read = userAction.safeParse(body);
    if (!read.success || read.data.type === 'view_submission') return next();
    for (const [trigger, at] of seen) {
      if (at > clock.now() - REMEMBERED_MS) break;
      seen.delete(trigger);
    }
    const isRepeat = seen.has(read.data.trigger_id);
    seen.set(read.data.trigger_id, clock.now());
    if (!isRepeat) return next();
    if ('ack' in more && more.ack) await more.ack();
  };
}
