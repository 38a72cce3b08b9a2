import { EventEmitter } from 'node:events';
import type { CastPerson, CastRole } from '../cast.ts';

/** A DocSpace account as the portal keeps it. */
export interface PortalPerson extends CastPerson {
  registeredAt: number;
}

/** A group as the portal keeps it: disabled members keep their place and are not shown. */
export interface PortalGroup {
  id: string;
  name: string;
  managerId?: string;
  memberIds: Set<string>;
  isLDAP: boolean;
  isSystem: boolean;
}

/** An API key: acts as its owner, narrowed by its scopes (none: not narrowed). */
export interface PortalKey {
  /** What tests and the event list call it; the secret stays out of both. */
  label: string;
  secret: string;
  ownerId: string;
  permissions: string[];
  isActive: boolean;
  expiresAt?: number;
}

/** One call that was made, with the status it was answered with. */
export interface PortalCall {
  method: string;
  /** With its query. */
  path: string;
  status: number;
  ms: number;
  /** Label of the key, or `none`. */
  key: string;
}

/** What changed, for whoever looks at the portal. */
export type PortalChange =
  | { kind: 'group'; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'call'; call: PortalCall };

/** The portal's truth. */
export class PortalState {
  readonly people = new Map<string, PortalPerson>();
  readonly groups = new Map<string, PortalGroup>();
  readonly keys = new Map<string, PortalKey>();
  readonly calls: PortalCall[] = [];
  readonly version: '3.6' | '3.7';
  readonly newId: () => string;
  readonly now: () => number;
  address = '';
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(parts: { version: '3.6' | '3.7'; newId: () => string; now: () => number }) {
    this.version = parts.version;
    this.newId = parts.newId;
    this.now = parts.now;
  }

  changed(change: PortalChange): void {
    this.#changes.emit('change', change);
  }

  onChange(listener: (change: PortalChange) => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }

  /** Members that are shown: active and invited ones, in the order they came. */
  shownMembers(group: PortalGroup): PortalPerson[] {
    return [...group.memberIds]
      .map((id) => this.people.get(id))
      .filter((person): person is PortalPerson => person !== undefined && person.status !== 'disabled');
  }

  groupsOf(personId: string): PortalGroup[] {
    return [...this.groups.values()].filter((group) => !group.isSystem && group.memberIds.has(personId));
  }

  /** Whether somebody can be in a group: known, not disabled, not a guest. */
  eligible(personId: string): boolean {
    const person = this.people.get(personId);
    return person !== undefined && person.status !== 'disabled' && person.role !== 'guest';
  }

  setRole(personId: string, role: CastRole): void {
    const person = this.people.get(personId);
    if (person) person.role = role;
    this.changed({ kind: 'person', id: personId });
  }
}
