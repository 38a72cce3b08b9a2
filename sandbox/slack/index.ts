import { createHash } from 'node:crypto';
import { Breakpoints, type HeldCall } from '../breakpoints.ts';
import type { CastSlackUser } from '../cast.ts';
import type { Clock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import type { ClientContext } from './context.ts';
import { type Ack, createDeliveries, type Delivery } from './delivery/delivery.ts';
import { type Flaws, signedHttp } from './delivery/signed-http.ts';
import { socketDoor } from './delivery/socket.ts';
import { sendEvents } from './events/index.ts';
import { FaultInjection } from './fault-injection.ts';
import type { Manifest } from './manifest.ts';
import { removalPayload } from './payloads.ts';
import { SlackPerson } from './person.ts';
import { ResponseUrls } from './response-url.ts';
import { openScreen } from './screen/index.ts';
import type { Screen } from './screen.ts';
import { type Attempted, createWorkspaceServer } from './server.ts';
import {
  type CallRecord,
  type Change,
  type RefusalRecord,
  type StoredMessage,
  type Team,
  type UserGroup,
  WorkspaceState,
} from './state.ts';
import { Triggers } from './triggers.ts';
import { wordsOf } from './web-api/chat.ts';

export { Form } from './form.ts';
export { type Manifest, readManifest } from './manifest.ts';
export { type SeenMessage, SlackPerson } from './person.ts';

/** What a workspace starts with. */
export interface WorkspaceOptions {
  team: Team;
  users: readonly CastSlackUser[];
  /**
   * `app`: the bot is a member. Every user who is not deactivated is in every channel, unless `members` says who; `group`: a
   * message among several people.
   */
  channels: readonly {
    id: string;
    name: string;
    isPrivate: boolean;
    app: boolean;
    group?: boolean;
    members?: readonly string[];
  }[];
  /** None by default. */
  userGroups?: readonly UserGroup[];
  manifest: Manifest;
  /** Whether the app was installed with its optional scopes too; it was by default. */
  optionalScopes?: boolean;
  clock: Clock;
  seed: number;
  /** 0: any free one. */
  port?: number;
  /** What it calls itself in addresses for the app, where something with another name is in front of it. */
  publicAddress?: string;
}

/** A Slack workspace on this machine: everything an app can reach of one, and the people in it. */
export interface Workspace {
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  team: WorkspaceOptions['team'];
  bot: { userId: string; botId: string; appId: string };
  channels: { id: string; name: string }[];
  users: readonly CastSlackUser[];
  /** All it holds, for what shows it; reading changes nothing. */
  state: WorkspaceState;
  as(userId: string): SlackPerson;
  /** The Slack client of one person, everything in it named by ids. */
  screen(userId: string): Screen;
  /** What a channel holds, ephemeral messages included, in order. */
  messages(channel: string): readonly StoredMessage[];
  /** Lets the channel's people write so many plain messages in turn. */
  fill(channel: string, count: number): void;
  nameOf(id: string): string | undefined;
  /** A message as people read it. */
  wordsOf(message: StoredMessage): string;
  /** Everything the app sent that Slack would have refused as wrong. */
  refusals: readonly RefusalRecord[];
  calls: readonly CallRecord[];
  faults: FaultInjection;
  /** Resolves with the next call of a Web API method, held before anything is done. */
  next(method: string): Promise<HeldCall>;
  /** Delivers to this address over signed HTTP from now on, instead of Socket Mode; wrongly, where flaws are named. */
  deliverOverHttp(url: string, flaws?: Flaws): void;
  /** Replaces the app's sockets, one after another. */
  refreshSockets(): void;
  /** Cuts one of the app's sockets without a word. */
  cutSocket(): void;
  /** Resolves while the app has so many sockets open, one by default. */
  appConnected(sockets?: number): Promise<void>;
  /** Whether there is a way to the app now: an open socket, or an address for signed HTTP. */
  reachesApp(): boolean;
  onChange(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/** Starts a workspace on the loopback interface. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { clock } = options;
  const { team, manifest, optionalScopes } = options;
  const state = new WorkspaceState({ team, manifest, optionalScopes, now: () => clock.now() });
  populate(state, options);
  let address = '';
  const publicAddress = () => options.publicAddress ?? address;
  const triggers = new Triggers(() => clock.now());
  const responseUrls = new ResponseUrls(state, publicAddress);
  const faults = new FaultInjection(state, {
    disconnect() {
      sockets.cut();
      server.closeAllConnections();
    },
    tell(news) {
      if (manifest.botEvents.includes(news)) void clientContext.deliver('events_api', removalPayload(state, news));
      // Slack closes them once the event is on its way.
      if (news === 'app_uninstalled') setImmediate(() => sockets.disable());
    },
  });
  const sockets = socketDoor({
    clock,
    appId: state.bot.appId,
    address: publicAddress,
    onChange: () => state.changed({ kind: 'connection' }),
  });
  const tokens = tokensFor(options.seed);
  const context = { state, triggers, sockets };
  const breakpoints = new Breakpoints<Promise<Attempted>>();
  const hosts = options.publicAddress === undefined ? [] : [new URL(options.publicAddress).host];
  const server = createWorkspaceServer({ context, tokens, responseUrls, faults, breakpoints, clock, hosts });
  address = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}/`;
  let delivery: Delivery = sockets;
  const deliveries = createDeliveries({ clock, faults: faults.delivery, now: () => delivery });
  const clientContext: ClientContext = {
    state,
    triggers,
    responseUrls,
    clock,
    deliver: deliveries.deliver,
  };
  const stopEvents = sendEvents(state, (payload) => clientContext.deliver('events_api', payload));
  const screen = (userId: string): Screen => {
    if (!state.users.has(userId)) throw new Error(`there is no user ${userId}`);
    return openScreen(clientContext, userId);
  };

  return {
    apiUrl: `${address}api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: tokens.signingSecret,
    team: options.team,
    bot: state.bot,
    channels: options.channels.map(({ id, name }) => ({ id, name })),
    users: options.users,
    state,
    as: (userId) => new SlackPerson(clientContext, screen(userId)),
    screen,
    messages: (channel) => state.messagesIn(channel),
    fill: (channel, count) => fill(state, channel, count),
    nameOf: (id) => state.nameOf(id),
    wordsOf: (message) => wordsOf(message, state),
    refusals: state.refusals,
    calls: state.calls,
    faults,
    next: (method) => breakpoints.next('POST', new RegExp(`^${method.replace('.', '\\.')}$`)),
    deliverOverHttp(url, flaws = {}) {
      const http = signedHttp({ url, signingSecret: tokens.signingSecret, clock, flaws });
      const cutOff: Ack = { acked: false, why: 'not-connected' };
      delivery = {
        deliver: (...sent) => (faults.isOffline ? Promise.resolve(cutOff) : http.deliver(...sent)),
      };
    },
    refreshSockets: () => sockets.refresh(),
    cutSocket: () => sockets.cut(1),
    appConnected: (count) => sockets.connected(count),
    reachesApp: () => !faults.isOffline && (delivery !== sockets || sockets.isOpen()),
    onChange: (listener) => state.onChange(listener),
    async stop() {
      stopEvents();
      deliveries.stop();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function populate(state: WorkspaceState, options: WorkspaceOptions): void {
  for (const user of options.users) state.users.set(user.id, user);
  for (const group of options.userGroups ?? []) state.userGroups.set(group.id, { ...group, users: [...group.users] });
  const present = options.users.filter((user) => !user.deleted).map((user) => user.id);
  for (const channel of options.channels) {
    const members = new Set([...(channel.members ?? present), ...(channel.app ? [state.bot.userId] : [])]);
    const kind = channel.group ? 'group' : channel.isPrivate ? 'private' : 'public';
    state.conversations.set(channel.id, { id: channel.id, name: channel.name, kind, members, archived: false });
  }
}

function fill(state: WorkspaceState, channel: string, count: number): void {
  const members = [...(state.conversations.get(channel)?.members ?? [])].filter((id) => state.users.has(id));
  if (members.length === 0) throw new Error(`there is no one in ${channel}`);
  for (let number = 1; number <= count; number += 1) {
    const user = members[number % members.length] ?? '';
    state.post({ channel, user, text: `Message ${number} of ${count}`, blocks: [] });
  }
}

/** Tokens that look like Slack's and are the same for the same seed. */
function tokensFor(seed: number) {
  const digest = (what: string, length: number) =>
    createHash('sha256').update(`${what}:${seed}`).digest('hex').slice(0, length);
  return {
    bot: `xoxb-${digest('bot', 12)}-${digest('secret', 24)}`,
    app: `xapp-1-A0DOCSPACE-${digest('app', 32)}`,
    signingSecret: digest('signing', 32),
  };
}
