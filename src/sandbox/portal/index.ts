import type { AddressInfo } from 'node:net';
import type { Clock } from '../../clock.ts';
import type { CastPerson, CastRole } from '../cast.ts';
import { type KEY_LABELS, type KeyLabel, randomBy, seedPortal, uuidsBy } from './seed.ts';
import { createPortalServer } from './server.ts';
import { type PortalCall, type PortalChange, type PortalGroup, type PortalPerson, PortalState } from './state.ts';
import { type HeldCall, type PortalTrouble, TroubleDesk } from './trouble.ts';

export type { PortalCall, PortalChange, PortalGroup, PortalPerson } from './state.ts';
export type { HeldCall, PortalTrouble } from './trouble.ts';

/** What a portal starts with. */
export interface PortalOptions {
  people: readonly CastPerson[];
  /** Generated people beside the cast. */
  crowd?: number;
  /** Generated groups beside the named ones. */
  groups?: number;
  seed: number;
  clock: Clock;
  /** 0: any free one. */
  port?: number;
  version?: '3.6' | '3.7';
}

/** A DocSpace portal on this machine. */
export interface Portal {
  url: string;
  keys: Record<KeyLabel, string>;
  people(): PortalPerson[];
  /** The groups as the portal holds them, built-in ones left out. */
  groups(): PortalGroup[];
  group(name: string): PortalGroup;
  calls: readonly PortalCall[];
  addGroup(group: { name: string; managerId?: string; memberIds?: readonly string[]; isLDAP?: boolean }): PortalGroup;
  changeGroup(id: string, change: Partial<Pick<PortalGroup, 'name' | 'managerId' | 'memberIds'>>): void;
  removeGroup(id: string): void;
  setRole(personId: string, role: CastRole): void;
  setStatus(personId: string, status: CastPerson['status']): void;
  trouble: { set(trouble: PortalTrouble): () => void; clear(): void };
  /** Resolves with the next matching call, held before anything is done. */
  next(method: string, path: RegExp): Promise<HeldCall>;
  onChange(listener: (change: PortalChange) => void): () => void;
  stop(): Promise<void>;
}

/** Starts a portal on the loopback interface. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { crowd = 120, groups = 110, seed, people, clock } = options;
  const random = randomBy(seed);
  const state = new PortalState({ version: options.version ?? '3.7', newId: uuidsBy(random), now: () => clock.now() });
  seedPortal(state, { people, crowd, groups, seed, random });
  const desk = new TroubleDesk();
  const server = createPortalServer(state, desk, clock);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  state.address = `http://127.0.0.1:${portOf(server.address())}`;
  const secrets = Object.fromEntries([...state.keys.values()].map((key) => [key.label, key.secret]));
  const secret = (label: KeyLabel) => secrets[label] ?? '';
  const shown = () => [...state.groups.values()].filter((group) => !group.isSystem);

  return {
    url: state.address,
    keys: {
      owner: secret('owner'),
      admin: secret('admin'),
      roomAdmin: secret('roomAdmin'),
      user: secret('user'),
      guest: secret('guest'),
      readOnly: secret('readOnly'),
      writeOnly: secret('writeOnly'),
      expired: secret('expired'),
      inactive: secret('inactive'),
    } satisfies Record<(typeof KEY_LABELS)[number], string>,
    people: () => [...state.people.values()],
    groups: shown,
    group(name) {
      const found = shown().find((group) => group.name === name);
      if (!found) throw new Error(`the portal has no group “${name}”`);
      return found;
    },
    calls: state.calls,
    addGroup({ name, managerId, memberIds = [], isLDAP = false }) {
      const id = state.newId();
      const members = new Set([...(managerId ? [managerId] : []), ...memberIds]);
      const group: PortalGroup = {
        id,
        name,
        memberIds: members,
        isLDAP,
        isSystem: false,
        ...(managerId ? { managerId } : {}),
      };
      state.groups.set(id, group);
      state.changed({ kind: 'group', id });
      return group;
    },
    changeGroup(id, change) {
      Object.assign(state.groups.get(id) ?? {}, change);
      state.changed({ kind: 'group', id });
    },
    removeGroup(id) {
      state.groups.delete(id);
      state.changed({ kind: 'group', id });
    },
    setRole: (personId, role) => state.setRole(personId, role),
    setStatus(personId, status) {
      const person = state.people.get(personId);
      if (person) person.status = status;
      state.changed({ kind: 'person', id: personId });
    },
    trouble: { set: (trouble) => desk.set(trouble), clear: () => desk.clear() },
    next: (method, path) => desk.next(method, path),
    onChange: (listener) => state.onChange(listener),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
