const SECOND = 1_000;
const MINUTE = 60_000;

/** How often a method may be called within a time. */
interface Rate {
  calls: number;
  ms: number;
}

/** Slack's tiers (docs: "Rate limits"); what it grants above them is not promised, so nothing is here. */
const TIER_2: Rate = { calls: 20, ms: MINUTE };
const TIER_3: Rate = { calls: 50, ms: MINUTE };
const TIER_4: Rate = { calls: 100, ms: MINUTE };

/** The tier of each method, from the method reference; methods with "special" limits other than posting have none here. */
const TIERS: ReadonlyMap<string, Rate> = new Map([
  ['apps.connections.open', TIER_3],
  ['bots.info', TIER_3],
  ['chat.delete', TIER_3],
  ['chat.postEphemeral', TIER_4],
  ['chat.update', TIER_3],
  ['conversations.info', TIER_3],
  ['conversations.join', TIER_3],
  ['conversations.list', TIER_2],
  ['conversations.members', TIER_4],
  ['conversations.open', TIER_3],
  ['usergroups.users.list', TIER_2],
  ['users.info', TIER_4],
  ['users.list', TIER_2],
  ['users.lookupByEmail', TIER_3],
  ['views.open', TIER_4],
  ['views.publish', TIER_4],
  ['views.push', TIER_4],
  ['views.update', TIER_4],
]);

/** chat.postMessage: about one a second in each channel. The 50 ms are for calls that come closer together than they were sent. */
const POSTING: Rate = { calls: 1, ms: SECOND - 50 };

/** Slack's own rate limits: posting by channel, every other method by its tier. */
export class RateLimiter {
  readonly #now: () => number;
  /** Moments of the calls within a rate's time, oldest first, by method or channel. */
  readonly #calls = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a call; or the milliseconds until one like it is let in. Refused calls are not counted. */
  enter(method: string, channel: string | undefined): number | undefined {
    if (method === 'chat.postMessage') return this.#count(`${method} in ${channel}`, POSTING);
    const tier = TIERS.get(method);
    return tier && this.#count(method, tier);
  }

  #count(key: string, { calls, ms }: Rate): number | undefined {
    const now = this.#now();
    const recent = (this.#calls.get(key) ?? []).filter((moment) => moment > now - ms);
    const [oldest] = recent;
    const full = recent.length >= calls && oldest !== undefined;
    this.#calls.set(key, full ? recent : [...recent, now]);
    return full ? oldest + ms - now : undefined;
  }
}
