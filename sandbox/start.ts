import fetch from 'node-fetch';
import { createApp, type DocSpaceGroups } from '../src/app.ts';
import type { Clock } from '../src/clock.ts';
import type { Config } from '../src/config.ts';
import type { Log } from '../src/log.ts';
import { createNetwork } from '../src/network.ts';
import type { Operations } from '../src/operations/index.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { CAST, CHANNELS, ELSEWHERE, ORGANIZATION, TEAM, USER_GROUPS } from './cast.ts';
import { type Portal, startPortal } from './docspace/index.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { type Manifest, readManifest, startWorkspace, type Workspace } from './slack/index.ts';

const MANIFEST = new URL('manifest.yml', PROJECT_ROOT);

const IN_MEMORY = ':memory:';

/** How the sandbox is set up; everything has a sensible value. */
export interface SandboxOptions {
  clock: Clock;
  log: Log;
  seed?: number;
  mode?: 'socket' | 'http';
  /** Ports of workspace and portal; 0 or undefined: any free one. */
  port?: number;
  portalPort?: number;
  /** What the workspace calls itself in addresses for the app, where something with another name is in front of it. */
  publicAddress?: string;
  /** Host names the portal is called by besides its own address. */
  portalHosts?: readonly string[];
  /** People besides the cast. */
  crowd?: number;
  portalVersion?: '3.6' | '3.7';
  /** Where requests are kept; memory when undefined. */
  databaseUrl?: string;
  /** Name of the portal's key the app works with. */
  key?: keyof Portal['keys'];
  approvals?: Partial<Config['approvals']>;
  /** Who helps when the app itself is broken. */
  supportContact?: Config['supportContact'];
  /** Whether the app was installed with its optional scopes too; it was by default. */
  optionalScopes?: boolean;
  /** The workspace belongs to an organization (Enterprise Grid), whose other people and partners are there too. */
  organization?: boolean;
  /** Watches the app. */
  operations?: Operations;
  /** Of the app that the workspace is for; ours when undefined. */
  manifest?: Manifest;
}

/** The two stand-ins, without an app. */
export interface StandIns {
  workspace: Workspace;
  portal: Portal;
  stop(): Promise<void>;
}

/** Stand-ins and the real app between them. */
export interface Sandbox extends StandIns {
  store: Store;
  app: DocSpaceGroups;
  /** Where the app listens, in HTTP mode. */
  port?: number;
}

/** Starts the stand-in workspace and the stand-in portal, with the same cast in both. */
export async function startStandIns(options: Omit<SandboxOptions, 'log'>): Promise<StandIns> {
  const { clock, seed = 1, organization = false } = options;
  const people = organization ? [...CAST, ...ELSEWHERE] : CAST;
  const portal = await startPortal({
    seed,
    clock,
    people: people.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : [])),
    ...(options.portalPort === undefined ? {} : { port: options.portalPort }),
    ...(options.portalHosts === undefined ? {} : { hosts: options.portalHosts }),
    ...(options.crowd === undefined ? {} : { crowd: options.crowd }),
    ...(options.portalVersion === undefined ? {} : { version: options.portalVersion }),
  });
  const workspace = await startWorkspace({
    seed,
    clock,
    team: organization ? { ...TEAM, enterprise: ORGANIZATION } : TEAM,
    channels: CHANNELS,
    userGroups: USER_GROUPS,
    manifest: options.manifest ?? readManifest(MANIFEST),
    users: people.flatMap((member) => (member.slack ? [{ ...member.slack }] : [])),
    ...(options.optionalScopes === undefined ? {} : { optionalScopes: options.optionalScopes }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.publicAddress === undefined ? {} : { publicAddress: options.publicAddress }),
  });
  const stop = async () => {
    await workspace.stop();
    await portal.stop();
  };
  return { workspace, portal, stop };
}

/** The configuration an app needs to live between these stand-ins. */
export function configFor(
  { workspace, portal }: Pick<StandIns, 'workspace' | 'portal'>,
  options: SandboxOptions,
): Config {
  return {
    slack: {
      botToken: workspace.botToken,
      apiUrl: workspace.apiUrl,
      transport:
        options.mode === 'http'
          ? { mode: 'http', signingSecret: workspace.signingSecret, port: 0 }
          : { mode: 'socket', appToken: workspace.appToken },
    },
    docspace: { url: portal.url, apiKey: portal.keys[options.key ?? 'owner'] },
    databaseUrl: options.databaseUrl ?? IN_MEMORY,
    approvals: {
      approvers: [],
      approverGroups: [],
      required: 1,
      channel: undefined,
      expiryMs: 24 * 3_600_000,
      graceMs: 0,
      selfApproval: false,
      asking: true,
      ...options.approvals,
    },
    restoreForMs: 30 * 24 * 3_600_000,
    retentionMs: 365 * 24 * 3_600_000,
    proxy: undefined,
    healthPort: undefined,
    supportContact: options.supportContact,
    log: { level: 'info', format: 'text' },
    warnings: [],
  };
}

/** Starts an app between stand-ins that are already there; stopping it leaves them running. */
export async function startAppBetween(
  standIns: StandIns,
  options: SandboxOptions,
): Promise<Pick<Sandbox, 'app' | 'store' | 'port' | 'stop'>> {
  const { clock } = options;
  // The sandbox has one time, which can be set forward, also where its database is a server.
  const store = await openStore({ url: options.databaseUrl ?? IN_MEMORY, clock, time: () => clock.now() });
  const network = createNetwork(undefined);
  const app = createApp({
    config: configFor(standIns, options),
    store,
    fetch: (url, init) => fetch(url, { ...init, agent: network.agentFor }),
    network,
    clock: options.clock,
    log: options.log,
    observer: options.operations?.observer,
  });
  const { port } = await app.start();
  options.operations?.watch(app);
  if (port !== undefined) standIns.workspace.deliverOverHttp(`http://127.0.0.1:${port}/slack/events`);
  const stop = async () => {
    await app.stop();
    await store.close();
    network.close();
  };
  return { app, store, stop, ...(port === undefined ? {} : { port }) };
}

/** Starts everything. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const standIns = await startStandIns(options);
  const running = await startAppBetween(standIns, options);
  const stop = async () => {
    await running.stop();
    await standIns.stop();
  };
  return { ...standIns, ...running, stop };
}
