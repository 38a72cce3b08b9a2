import type { GroupStore } from './group-store.ts';
import type { PortalState } from './state.ts';

/** A second node of the portal: it keeps groups in memory, and for some reads after a write still has the old ones. */
export class LaggingNode {
  #groups: GroupStore | undefined;
  #left = 0;

  /** To be called before a write: the next `reads` reads of groups are answered as if it had not happened. */
  keep(state: PortalState, reads: number): void {
    this.#groups = state.groups.copy();
    this.#left = reads;
  }

  /** The portal as a read finds it. Lists of people come from the database and are never old. */
  stateFor(state: PortalState, path: string): PortalState {
    if (this.#left === 0 || !this.#groups || !/^\/group([/?]|$)/.test(path)) return state;
    this.#left -= 1;
    return state.withGroups(this.#groups);
  }
}
