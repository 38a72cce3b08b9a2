import type { WorkspaceState } from './state.ts';

/** Switches that make Slack difficult, as it sometimes is. */
export class Trouble {
  readonly #state: WorkspaceState;
  readonly #limits: { method: string; seconds: number; times: number }[] = [];
  readonly #failures: { method: string; error: string; times: number }[] = [];

  constructor(state: WorkspaceState) {
    this.#state = state;
  }

  /** The app is no longer in a channel. */
  removeAppFrom(channelId: string): void {
    this.#state.change(channelId, ({ members }) => members.delete(this.#state.bot.userId));
  }

  addAppTo(channelId: string): void {
    this.#state.change(channelId, ({ members }) => members.add(this.#state.bot.userId));
  }

  archive(channelId: string): void {
    this.#state.change(channelId, (conversation) => {
      conversation.archived = true;
    });
  }

  /** Answers a method with 429 so many times. */
  rateLimit(method: string, seconds: number, times = 1): void {
    this.#limits.push({ method, seconds, times });
  }

  /** Answers a method with an error so many times. */
  fail(method: string, error: string, times = 1): void {
    this.#failures.push({ method, error, times });
  }

  revokeScope(scope: string): void {
    this.#state.scopes.delete(scope);
  }

  takeRateLimit(method: string): number | undefined {
    return this.#take(this.#limits, method)?.seconds;
  }

  takeFailure(method: string): string | undefined {
    return this.#take(this.#failures, method)?.error;
  }

  #take<T extends { method: string; times: number }>(from: T[], method: string): T | undefined {
    const found = from.find((each) => each.method === method && each.times > 0);
    if (found) found.times -= 1;
    return found;
  }
}
