import { EventEmitter } from 'node:events';
import { GroupBook } from './group-book.ts';
import { isEligible, PeopleBook } from './people-book.ts';
import type { PortalCall, PortalChange, PortalEntry, PortalKey } from './types.ts';

/** What is decided once, when a portal starts. */
export interface PortalSetup {
  version: '3.6' | '3.7';
  /** The portal's time zone, in minutes east of UTC. */
  offsetMinutes: number;
  newId: () => string;
  now: () => number;
}

/** The portal's truth. */
export class PortalState {
  readonly setup: PortalSetup;
  readonly people = new PeopleBook();
  readonly groups = new GroupBook(this.people);
  /** By secret. */
  readonly keys = new Map<string, PortalKey>();
  readonly entries: PortalEntry[] = [];
  readonly calls: PortalCall[] = [];
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  address = '';
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(setup: PortalSetup) {
    this.setup = setup;
  }

  /** Whether somebody can be in a group. */
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
