import type { BrokenAnswer } from './broken-answer.ts';
import { ChannelFaults } from './channel-faults.ts';
import { Countdown } from './countdown.ts';
import { DeliveryFaults } from './delivery/delivery-faults.ts';
import { RateLimiter } from './rate-limiter.ts';
import { directId, type Team, type WorkspaceState } from './state.ts';

/** Takes a fault back; calling it again does nothing. */
export type End = () => void;

/** How an app is removed, by the names of Slack's events. */
export type Removal = 'tokens_revoked' | 'app_uninstalled';

/** A call as faults choose among calls: `response_url` is the method of what is posted to one. */
export interface FaultTarget {
  method: string;
  /** The `channel` argument, where there is one. */
  channel?: string;
}

/**
 * Switches that make Slack difficult, as it sometimes is. Where a method is named, `*` means all of them; what returns
 * an `End` and takes no `times` lasts until that is called.
 */
export class FaultInjection extends ChannelFaults {
  /** On the way to the app. */
  readonly delivery = new DeliveryFaults();
  readonly #state: WorkspaceState;
  readonly #disconnect: () => void;
  readonly #tell: (news: Removal) => void;
  readonly #limits = new Countdown<{ method?: string; channel?: string; seconds: number }>();
  readonly #failures = new Countdown<{ method: string; error: string }>();
  readonly #drops = new Countdown<{ method: string }>();
  readonly #broken = new Countdown<{ method: string; answer: BrokenAnswer; done: boolean }>();
  readonly #losses = new Countdown<{ method: string }>();
  readonly #delays = new Set<{ method: string; ms: number }>();
  readonly #outages = new Set<symbol>();
  readonly #revocations = new Set<symbol>();
  readonly #liftings = new Set<symbol>();
  readonly #limiter: RateLimiter;
  readonly #botRevocations = new Set<symbol>();
  readonly #removals = new Set<symbol>();

  /** `disconnect` cuts every connection there is; `tell` lets the app hear that it was removed. */
  constructor(state: WorkspaceState, { disconnect, tell }: { disconnect: () => void; tell: (news: Removal) => void }) {
    super(state);
    this.#state = state;
    this.#disconnect = disconnect;
    this.#limiter = new RateLimiter(() => state.now());
    this.#tell = tell;
  }

  /** Payloads name another workspace, or none at all. */
  sendAs(team: Team | null): End {
    this.#state.sender = team;
    return () => {
      this.#state.sender = undefined;
    };
  }

  /** Changes who is in a user group. */
  setUserGroup(id: string, users: readonly string[]): void {
    const group = this.#state.userGroups.get(id);
    if (!group) throw new Error(`there is no user group ${id}`);
    group.users = [...users];
  }

  /** Answers a method with 429 so many times. */
  rateLimit(method: string, seconds: number, times = 1): End {
    return this.#limits.add({ method, seconds }, times);
  }

  /** Answers whatever is said or changed in a channel with 429 so many times. */
  rateLimitChannel(channel: string, seconds: number, times = 1): End {
    return this.#limits.add({ channel: this.#idOf(channel), seconds }, times);
  }

  /** No limits of Slack's own; otherwise it takes about one message a second in a channel, and other calls by their tier. */
  liftRateLimits(): End {
    return begin(this.#liftings);
  }

  /** Answers a method with an error so many times. */
  fail(method: string, error: string, times = 1): End {
    return this.#failures.add({ method, error }, times);
  }

  /** Cuts the connection before anything is done. */
  dropCall(method: string, times = 1): End {
    return this.#drops.add({ method }, times);
  }

  /** Does what a call asks for, and cuts the connection instead of answering. */
  loseAnswer(method: string, times = 1): End {
    return this.#losses.add({ method }, times);
  }

  /** Answers a method so many times with what is no answer of Slack's, after the work is `done` or in place of it. */
  breakAnswer(method: string, answer: BrokenAnswer, { times = 1, done = false } = {}): End {
    return this.#broken.add({ method, answer, done }, times);
  }

  /** Does what a call asks for at once, and answers so many milliseconds later; of several, the longest counts. */
  slow(method: string, ms: number): End {
    const delay = { method, ms };
    this.#delays.add(delay);
    return () => this.#delays.delete(delay);
  }

  /** No connection between Slack and the app: what is open is cut, and so is all that comes. */
  offline(): End {
    const end = begin(this.#outages);
    this.#disconnect();
    return end;
  }

  /** The app's tokens are valid no more. */
  revokeToken(): End {
    return begin(this.#revocations);
  }

  /** Revokes the bot token alone, and tells the app so: it stays connected. */
  revokeBotToken(): End {
    const end = begin(this.#botRevocations);
    this.#tell('tokens_revoked');
    return end;
  }

  /** Removes the app from the workspace and tells it so; its sockets are closed. The end: it is installed again. */
  uninstall(): End {
    const end = begin(this.#removals);
    this.#tell('app_uninstalled');
    return end;
  }

  revokeScope(scope: string): void {
    this.#state.scopes.delete(scope);
  }

  /** The app-level token was generated without this scope. */
  revokeAppScope(scope: string): void {
    this.#state.appTokenScopes.delete(scope);
  }

  get isOffline(): boolean {
    return this.#outages.size > 0;
  }

  /** Slack's word against a token. */
  wordAgainst(token: 'bot' | 'app'): string | undefined {
    if (this.#removals.size > 0) return 'account_inactive';
    if (this.#revocations.size > 0) return token === 'app' ? 'invalid_auth' : 'token_revoked';
    return token === 'bot' && this.#botRevocations.size > 0 ? 'token_revoked' : undefined;
  }

  /** Whole seconds a call has to wait before it is let in; undefined: it is let in now. */
  takeRateLimit({ method, channel }: FaultTarget): number | undefined {
    const id = channel === undefined ? undefined : this.#idOf(channel);
    const set = this.#limits.take((limit) =>
      limit.method === undefined ? limit.channel === id : meets(limit.method, method),
    );
    if (set) return set.seconds;
    const wait = this.#liftings.size > 0 ? undefined : this.#limiter.enter(method, id);
    return wait === undefined ? undefined : Math.ceil(wait / 1000);
  }

  takeFailure(method: string): string | undefined {
    return this.#failures.take((failure) => meets(failure.method, method))?.error;
  }

  takeDrop(method: string): boolean {
    return this.#drops.take((drop) => meets(drop.method, method)) !== undefined;
  }

  takeLoss(method: string): boolean {
    return this.#losses.take((loss) => meets(loss.method, method)) !== undefined;
  }

  takeBroken(method: string): { answer: BrokenAnswer; done: boolean } | undefined {
    return this.#broken.take((broken) => meets(broken.method, method));
  }

  /** Milliseconds between the work of a call and its answer. */
  delayOf(method: string): number {
    return Math.max(0, ...[...this.#delays].filter((delay) => meets(delay.method, method)).map(({ ms }) => ms));
  }

  /** Messages to a person are in their direct message with the app. */
  #idOf(channel: string): string {
    return this.#state.users.has(channel) ? directId(channel) : channel;
  }
}

function meets(wanted: string, method: string): boolean {
  return wanted === '*' || wanted === method;
}

function begin(running: Set<symbol>): End {
  const one = Symbol('fault');
  running.add(one);
  return () => running.delete(one);
}
