/** Time as the pace takes it. */
export interface PaceClock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** What a call is limited by: posts by their channel, updates over all channels (docs: "Rate limits"). */
export interface LimitedCall {
  what: string;
  channel: string;
  /** Where the message is in Slack; a card that has one is updated. */
  ts?: string | undefined;
}

/** Calls that wait now, whichever request asks. */
export interface Closed {
  channels: readonly string[];
  updates: boolean;
}

/** When this process may call Slack for a message. Each replica has its own, and learns from its own 429s. */
export interface Pace {
  /** Whether the call can be made now; it counts then. Otherwise the request is taken up again in its turn. */
  enter(requestId: string, call: LimitedCall): boolean;
  /** A call that was counted is not made. */
  leave(call: LimitedCall): void;
  /** Slack answered 429: no call of this kind for so long. The request is taken up again then. */
  pause(requestId: string, call: LimitedCall, ms: number): void;
  closed(): Closed;
  /** Takes nothing up any more. */
  stop(): void;
}

/**
 * Slack lets an app post about one message a second in a channel. "Short bursts >1 allowed", without a promise that
 * their messages are shown (docs: "Rate limits"), so only what belongs to one step of one request goes at once: a card
 * and its first replies. Then one a second; an approval is not slower than without limits.
 */
const POSTS = { everyMs: 1_000, atOnce: 3 };
/** chat.update has a limit of its own a minute, and bursts are welcome there: it waits only when Slack says so. */
const UPDATES = { everyMs: 0, atOnce: 1 };

interface Limit {
  everyMs: number;
  /** How far calls may be ahead of their pace. */
  aheadMs: number;
  /** When a call would be in pace, after those that were counted. */
  nextAt: number;
  /** When Slack takes calls again. */
  pausedUntil: number;
  /** Requests in the order in which they asked. */
  waiting: Set<string>;
  /** Requests are taken up one after the other; the others wait behind them. */
  inTurns: boolean;
  turnOf?: string | undefined;
}

function limitOf({ everyMs, atOnce }: typeof POSTS): Limit {
  return { everyMs, aheadMs: everyMs * (atOnce - 1), nextAt: 0, pausedUntil: 0, waiting: new Set(), inTurns: false };
}

/** A pace; `takeUp` sends what a request still has to send, and never rejects. */
export function createPace(clock: PaceClock, takeUp: (requestId: string) => Promise<void>): Pace {
  const posts = new Map<string, Limit>();
  const updates = limitOf(UPDATES);
  let stopped = false;

  const limitFor = ({ what, channel, ts }: LimitedCall): Limit => {
    if (what === 'card' && ts !== undefined) return updates;
    const limit = posts.get(channel) ?? limitOf(POSTS);
    posts.set(channel, limit);
    return limit;
  };

  const waitMs = ({ nextAt, aheadMs, pausedUntil }: Limit) =>
    Math.max(0, Math.max(nextAt - aheadMs, pausedUntil) - clock.now());

  const takeTurns = async (limit: Limit): Promise<void> => {
    limit.inTurns = true;
    for (const requestId of limit.waiting) {
      while (waitMs(limit) > 0 && !stopped) await clock.sleep(waitMs(limit));
      if (stopped) return;
      limit.waiting.delete(requestId);
      limit.turnOf = requestId;
      await takeUp(requestId);
      limit.turnOf = undefined;
    }
    limit.inTurns = false;
  };

  const wait = (limit: Limit, requestId: string): void => {
    limit.waiting.add(requestId);
    if (!limit.inTurns) void takeTurns(limit);
  };

  return {
    enter(requestId, call) {
      const limit = limitFor(call);
      const isFree = waitMs(limit) === 0 && (!limit.inTurns || limit.turnOf === requestId);
      if (isFree) limit.nextAt = Math.max(limit.nextAt, clock.now()) + limit.everyMs;
      else wait(limit, requestId);
      return isFree;
    },
    leave(call) {
      const limit = limitFor(call);
      limit.nextAt -= limit.everyMs;
    },
    pause(requestId, call, ms) {
      const limit = limitFor(call);
      limit.pausedUntil = Math.max(limit.pausedUntil, clock.now() + ms);
      // Nothing is ahead of its pace right after it.
      limit.nextAt = Math.max(limit.nextAt, limit.pausedUntil + limit.aheadMs);
      wait(limit, requestId);
    },
    closed() {
      const isClosed = (limit: Limit) => limit.inTurns || waitMs(limit) > 0;
      for (const [channel, limit] of posts) if (!limit.inTurns && limit.nextAt <= clock.now()) posts.delete(channel);
      return {
        channels: [...posts].flatMap(([channel, limit]) => (isClosed(limit) ? [channel] : [])),
        updates: isClosed(updates),
      };
    },
    stop() {
      stopped = true;
    },
  };
}
