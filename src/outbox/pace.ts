export interface PaceClock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** A rate-limited call: posts are limited per channel, updates over all channels (docs: "Rate limits"). */
export interface LimitedCall {
  what: string;
  channel: string;
  /** Where the message is in Slack; a card that has one is updated. */
  ts?: string | undefined;
}

/** What is held back now for every request. */
export interface Closed {
  channels: readonly string[];
  updates: boolean;
}

/** Client-side rate limiter for messages. Each replica has its own, and learns from its own 429s. */
export interface Pace {
  /** Whether the call can be made now; if so it is counted. Otherwise the request is queued and resumed later. */
  enter(requestId: string, call: LimitedCall): boolean;
  /** Uncounts a call that was not made. */
  leave(call: LimitedCall): void;
  /** Slack answered 429: holds back calls of this kind for `ms`, then resumes the request. */
  pause(requestId: string, call: LimitedCall, ms: number): void;
  closed(): Closed;
  /** Resumes nothing more. */
  stop(): void;
}

/**
 * Slack lets an app post about one message per second and channel. "Short bursts >1 allowed", without a guarantee that
 * they are displayed (docs: "Rate limits"), so a burst is at most one transition of one request: a card and its first
 * replies. After that one message per second.
 */
const POSTS = { everyMs: 1_000, burst: 3 };
/** chat.update has its own per-minute limit that allows bursts: it waits only after a 429. */
const UPDATES = { everyMs: 0, burst: 1 };

interface Limit {
  everyMs: number;
  /** How far a burst can run ahead of the rate. */
  burstMs: number;
  /** When the next call would be within the rate. */
  nextAt: number;
  /** When Slack accepts calls again after a 429. */
  pausedUntil: number;
  /** Requests in first-in, first-out order. */
  waiting: Set<string>;
  /** The queue is being worked off; new requests wait behind it. */
  draining: boolean;
  current?: string | undefined;
}

function limitOf({ everyMs, burst }: typeof POSTS): Limit {
  return { everyMs, burstMs: everyMs * (burst - 1), nextAt: 0, pausedUntil: 0, waiting: new Set(), draining: false };
}

/** @param resume sends the rest of a request's messages; never rejects */
export function createPace(clock: PaceClock, resume: (requestId: string) => Promise<void>): Pace {
  const posts = new Map<string, Limit>();
  const updates = limitOf(UPDATES);
  let stopped = false;

  const limitFor = ({ what, channel, ts }: LimitedCall): Limit => {
    if (what === 'card' && ts !== undefined) return updates;
    const limit = posts.get(channel) ?? limitOf(POSTS);
    posts.set(channel, limit);
    return limit;
  };

  const waitMs = ({ nextAt, burstMs, pausedUntil }: Limit) =>
    Math.max(0, Math.max(nextAt - burstMs, pausedUntil) - clock.now());

  const drain = async (limit: Limit): Promise<void> => {
    limit.draining = true;
    for (const requestId of limit.waiting) {
      while (waitMs(limit) > 0 && !stopped) await clock.sleep(waitMs(limit));
      if (stopped) return;
      limit.waiting.delete(requestId);
      limit.current = requestId;
      await resume(requestId);
      limit.current = undefined;
    }
    limit.draining = false;
  };

  const wait = (limit: Limit, requestId: string): void => {
    limit.waiting.add(requestId);
    if (!limit.draining) void drain(limit);
  };

  return {
    enter(requestId, call) {
      const limit = limitFor(call);
      const isFree = waitMs(limit) === 0 && (!limit.draining || limit.current === requestId);
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
      // No burst right after a 429.
      limit.nextAt = Math.max(limit.nextAt, limit.pausedUntil + limit.burstMs);
      wait(limit, requestId);
    },
    closed() {
      const isClosed = (limit: Limit) => limit.draining || waitMs(limit) > 0;
      for (const [channel, limit] of posts) if (!limit.draining && limit.nextAt <= clock.now()) posts.delete(channel);
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
