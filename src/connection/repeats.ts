import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

/** Slack brings something again within seconds, when a connection breaks; a trigger lives for three anyway. */
const REMEMBERED_MS = 60_000;

/** What people do once has a trigger of its own. A form that is submitted does too, but is stored once wherever it arrives. */
const doneOnce = z.object({ trigger_id: z.string(), type: z.string().optional() });

/** Lets each command, click and shortcut through once, when Slack brings it twice: its trigger would open nothing again. */
export function ignoreRepeats(clock: Pick<Clock, 'now'>): Middleware<AnyMiddlewareArgs> {
  /** When each trigger arrived, oldest first. */
  const seen = new Map<string, number>();
  return async ({ body, next, ...more }) => {
    const read = doneOnce.safeParse(body);
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
