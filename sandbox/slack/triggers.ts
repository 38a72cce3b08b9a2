/** A trigger opens one view within three seconds (docs: "Handling user interaction"). */
const LIVES_MS = 3_000;

/** What a trigger was made by. */
export interface Trigger {
  user: string;
  conversation?: string;
  /** The modal it was minted in; only such triggers may push. */
  viewId?: string;
}

/** Mints and redeems triggers. */
export class Triggers {
  readonly #open = new Map<string, Trigger & { at: number; used: boolean }>();
  readonly #now: () => number;
  #counter = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  mint(trigger: Trigger): string {
    this.#counter += 1;
    const id = `${Math.floor(this.#now() / 1000)}.${this.#counter}.${(this.#counter * 2654435761).toString(16)}`;
    this.#open.set(id, { ...trigger, at: this.#now(), used: false });
    return id;
  }

  /** The trigger, or Slack's name for why not. */
  redeem(id: string): Trigger | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' {
    const trigger = this.#open.get(id);
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    if (this.#now() - trigger.at > LIVES_MS) return 'expired_trigger_id';
    trigger.used = true;
    return trigger;
  }
}
