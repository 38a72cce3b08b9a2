import { Breakpoints, type HeldCall } from '../breakpoints.ts';
import type { CastPerson, CastRole } from '../cast.ts';
import type { Clock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import type { PortalAnswer } from './answer.ts';
import { createControls, type PortalControls } from './controls.ts';
import { Costs } from './costs.ts';
import { FaultInjection, type PortalFault } from './fault-injection.ts';
import { Limiter } from './limiter.ts';
import { LaggingNode } from './nodes.ts';
import { randomBy, uuidsBy } from './random.ts';
import { seedPortal } from './seed.ts';
import { createPortalServer } from './server.ts';
import { PortalState } from './state.ts';
import type { KeyLabel, PortalCall, PortalChange } from './types.ts';

export type { HeldCall } from '../breakpoints.ts';
export type { PortalFault } from './fault-injection.ts';
export { SYSTEM_GROUPS } from './system-groups.ts';
export type { KeyLabel, PortalCall, PortalChange, PortalEntry, PortalGroup, PortalPerson } from './types.ts';
export type { CastRole };

/** What a portal starts with. */
export interface PortalOptions {
  people: readonly CastPerson[];
  /** Generated people besides the cast. */
  crowd?: number;
  /** Generated groups besides the named ones. */
  groups?: number;
  seed: number;
  clock: Clock;
  /** 0: any free one. */
  port?: number;
  /** Host names it is called by besides its own address. */
  hosts?: readonly string[];
  version?: '3.6' | '3.7';
  /** The portal's time zone, in minutes east of UTC. */
  offsetMinutes?: number;
  /** Time that calls take on the portal's clock: 0 (the default) none, 1 as on a portal of 10,000 people. */
  cost?: { scale: number };
  /** Whether the rate limiter is on; off by default, as DocSpace ships it. */
  limiter?: boolean;
}

/** A DocSpace portal on this machine. */
export interface Portal extends PortalControls {
  url: string;
  keys: Record<KeyLabel, string>;
  /** Every call so far, oldest first. */
  calls: readonly PortalCall[];
  faults: { set(fault: PortalFault): () => void; clear(): void };
  /** Changes how much time calls take from now on; 0: none. */
  setCost(scale: number): void;
  /** Switches the rate limiter; what was counted before stays counted. */
  setLimiter(on: boolean): void;
  /** Resolves with the next matching call, held before anything is done. */
  next(method: string, path: RegExp): Promise<HeldCall>;
  /** Hears every change and every call; the answer stops listening. */
  onChange(listener: (change: PortalChange) => void): () => void;
  stop(): Promise<void>;
}

/** Starts a portal on the loopback interface. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { crowd = 120, groups = 110, seed, people, clock } = options;
  const random = randomBy(seed);
  const state = new PortalState({
    version: options.version ?? '3.7',
    offsetMinutes: options.offsetMinutes ?? 0,
    newId: uuidsBy(random),
    now: () => clock.now(),
  });
  seedPortal(state, { people, crowd, groups, seed, random });
  const [faults, breakpoints] = [new FaultInjection(), new Breakpoints<PortalAnswer | Promise<PortalAnswer>>()];
  const costs = new Costs(options.cost?.scale ?? 0, () => state.groups.membershipRows);
  const { hosts = [] } = options;
  const limiter = new Limiter(clock, options.limiter ?? false);
  const server = createPortalServer({
    state,
    faults,
    breakpoints,
    clock,
    costs,
    limiter,
    node: new LaggingNode(),
    hosts,
  });
  state.address = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  return {
    ...createControls(state),
    url: state.address,
    keys: secretsOf(state),
    calls: state.calls,
    faults: { set: (fault) => faults.set(fault), clear: () => faults.clear() },
    setCost(scale) {
      costs.scale = scale;
    },
    setLimiter(on) {
      limiter.on = on;
    },
    next: (method, path) => breakpoints.next(method, path),
    onChange: (listener) => state.onChange(listener),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function secretsOf(state: PortalState): Record<KeyLabel, string> {
  const secrets = new Map([...state.keys.values()].map(({ label, secret }) => [label, secret]));
  const secret = (label: KeyLabel) => secrets.get(label) ?? '';
  return {
    owner: secret('owner'),
    admin: secret('admin'),
    roomAdmin: secret('roomAdmin'),
    user: secret('user'),
    guest: secret('guest'),
    readOnly: secret('readOnly'),
    writeOnly: secret('writeOnly'),
    groupsOnly: secret('groupsOnly'),
    groupsAndRooms: secret('groupsAndRooms'),
    expired: secret('expired'),
    inactive: secret('inactive'),
  };
}
