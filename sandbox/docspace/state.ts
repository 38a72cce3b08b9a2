import { EventEmitter } from 'node:events';
import { GroupStore } from './group-store.ts';
import { ManagerWrites } from './manager-writes.ts';
import { isEligible, PeopleStore } from './people-store.ts';
import type { PortalCall, PortalChange, PortalEntry, PortalKey } from './types.ts';

/** What is decided once, when a portal starts. */
export interface PortalSetup {
  version: '3.6' | '3.7';
  /** The portal's time zone, in minutes east of UTC. */
  offsetMinutes: number;
  newId: () => string;
  now: () => number;
}

/** What all nodes of a portal share: everything but the groups each keeps in memory. */
type SharedState = Pick<PortalState, 'people' | 'keys' | 'entries' | 'calls'>;

const emptyState = (): SharedState => ({ people: new PeopleStore(), keys: new Map(), entries: [], calls: [] });

/** The portal's truth. */
export class PortalState {
  readonly setup: PortalSetup;
  readonly people: PeopleStore;
  readonly groups: GroupStore;
  /** By secret. */
  readonly keys: Map<string, PortalKey>;
  readonly entries: PortalEntry[];
  readonly calls: PortalCall[];
  readonly managerWrites = new ManagerWrites();
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  address = '';
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(setup: PortalSetup, shared: SharedState = emptyState(), groups = new GroupStore(shared.people)) {
    this.setup = setup;
    this.people = shared.people;
    this.groups = groups;
    this.keys = shared.keys;
    this.entries = shared.entries;
    this.calls = shared.calls;
  }

  /** The same portal with other groups, for reading only. */
  withGroups(groups: GroupStore): PortalState {
    const view = new PortalState(this.setup, this, groups);
    view.address = this.address;
    return view;
  }

  /** Whether a person can be in a group. */
  eligible(personId: string): boolean {
    return isEligible(this.people.get(personId));
  }

  changed(change: PortalChange): void {
    this.#changes.emit('change', change);
  }

  onChange(listener: (change: PortalChange) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }
}
