import type { Clock } from '../clock.ts';
import { empty, type PortalAnswer } from './answer.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The permits of DocSpace's limiters (docspace-api §6). */
const PER_MINUTE = 1_500;
const READS_IN_FLIGHT = 50;
const WRITES_IN_FLIGHT = 15;
/** POST and PUT only. */
const WRITES_PER_DAY = 10_000;
const SENSITIVE_PERMITS = 5;
const SENSITIVE_MS = 15 * MINUTE;

/** One request as the limiter sees it. */
export interface LimitedCall {
  /** Id of the user over all their keys, or the address of a caller without a valid key. */
  who: string;
  method: string;
  path: string;
}

/** A place among the requests in flight, or the 429 of the limiter that refused. */
export type Admission = { leave: () => void } | { refused: PortalAnswer };

/** What one user or address has used. */
interface Usage {
  reads: number;
  writes: number;
  /** Moments of the requests of the last minute, oldest first. */
  minute: number[];
  day: { began: number; count: number };
  /** Moments of sensitive requests, by path. */
  sensitive: Map<string, number[]>;
}

/** DocSpace's rate limiter: four chained limits for each user; any of them refuses. */
export class Limiter {
  on: boolean;
  readonly #clock: Clock;
  readonly #used = new Map<string, Usage>();

  constructor(clock: Clock, on: boolean) {
    this.#clock = clock;
    this.on = on;
  }

  /** Lets a request in and counts it; a refused one is not counted. */
  enter(call: LimitedCall): Admission {
    if (!this.on) return { leave: () => undefined };
    const usage = this.#usageOf(call.who);
    const refused = this.#refusal(call, usage);
    if (refused) return { refused };
    const now = this.#clock.now();
    usage.minute.push(now);
    if (isDaily(call)) usage.day.count += 1;
    if (isSensitive(call)) sensitiveOf(call, usage).push(now);
    const flight = call.method === 'GET' ? 'reads' : 'writes';
    usage[flight] += 1;
    return {
      leave: () => {
        usage[flight] -= 1;
      },
    };
  }

  #usageOf(who: string): Usage {
    const kept = this.#used.get(who);
    if (kept) return kept;
    const day = { began: Number.NEGATIVE_INFINITY, count: 0 };
    const fresh: Usage = { reads: 0, writes: 0, minute: [], day, sensitive: new Map() };
    this.#used.set(who, fresh);
    return fresh;
  }

  #refusal(call: LimitedCall, usage: Usage): PortalAnswer | undefined {
    const now = this.#clock.now();
    dropUntil(usage.minute, now - MINUTE);
    if (usage.minute.length >= PER_MINUTE) return refusal(PER_MINUTE);
    if (call.method === 'GET' && usage.reads >= READS_IN_FLIGHT) return refusal(READS_IN_FLIGHT);
    if (call.method !== 'GET' && usage.writes >= WRITES_IN_FLIGHT) return refusal(WRITES_IN_FLIGHT);
    if (isDaily(call)) {
      if (now >= usage.day.began + DAY) usage.day = { began: now, count: 0 };
      if (usage.day.count >= WRITES_PER_DAY) return dailyRefusal(usage.day.began + DAY, now);
    }
    if (!isSensitive(call)) return undefined;
    const sensitive = sensitiveOf(call, usage);
    dropUntil(sensitive, now - SENSITIVE_MS);
    return sensitive.length >= SENSITIVE_PERMITS ? refusal(SENSITIVE_PERMITS) : undefined;
  }
}

const isDaily = ({ method }: LimitedCall) => method === 'POST' || method === 'PUT';
const isSensitive = ({ method, path }: LimitedCall) => method === 'POST' && /^\/keys\/?(\?|$)/.test(path);

function sensitiveOf({ path }: LimitedCall, { sensitive }: Usage): number[] {
  const name = path.split('?')[0] ?? '';
  const kept = sensitive.get(name) ?? [];
  sensitive.set(name, kept);
  return kept;
}

/** Removes the moments that left a sliding window. */
function dropUntil(moments: number[], end: number): void {
  const first = moments.findIndex((moment) => moment > end);
  moments.splice(0, first < 0 ? moments.length : first);
}

/** The value of `X-RateLimit-Limit` tells which limiter refused. */
function refusal(limit: number, more: Record<string, string> = {}): PortalAnswer {
  return empty(429, { 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remaining': '0', ...more });
}

/** Only the limit by the day says when it ends. */
function dailyRefusal(endsAt: number, now: number): PortalAnswer {
  return refusal(WRITES_PER_DAY, {
    'X-RateLimit-Reset': String(Math.ceil(endsAt / 1000)),
    'Retry-After': String(Math.ceil((endsAt - now) / 1000)),
  });
}
