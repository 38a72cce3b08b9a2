import { CAST } from '../cast.ts';
import type { Conversation, OpenView, StoredMessage, WorkspaceState } from '../slack/state.ts';
import type { Viewer } from './client-sessions.ts';
import { mentions } from './mentions.ts';
import { portalSnapshot, roleIn } from './portal-snapshot.ts';
import type { CastCard, ChannelCard, PageMessage, PageView, Snapshot } from './protocol.ts';
import type { Sandbox } from './sandbox.ts';

/** Messages of each conversation a tab starts with. */
const NEWEST = 150;

/** Everything a tab shows to one person. */
export function snapshotOf(sandbox: Sandbox, viewer: Viewer): Snapshot {
  const { workspace, portal, calls, faults, reads, checklist } = sandbox;
  const me = viewer.userId;
  const { state } = workspace;
  const channels = channelsOf(state, me);
  const pages = channels.map(({ id }) => [id, messagesBefore(state, viewer, id)] as const);
  const home = state.homes.get(me);
  return {
    me,
    team: { name: state.team.name, domain: state.team.domain },
    app: { userId: state.bot.userId, name: state.manifest.botName, ...sandbox.app() },
    cast: castCards(sandbox),
    names: namesIn(state),
    users: [...state.users.values()]
      .filter((user) => !user.deleted && !user.isBot)
      .map((user) => ({ id: user.id, name: user.realName })),
    channels,
    commands: state.manifest.commands.map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: shortcutsOf(state, 'global'),
    messageShortcuts: shortcutsOf(state, 'message'),
    messages: pages.flatMap(([, page]) => page.messages),
    earlier: Object.fromEntries(pages.map(([id, page]) => [id, page.left])),
    modals: viewer.modals().map(pageView),
    home: home ? pageView(home) : null,
    portal: portalSnapshot(portal),
    calls: [...calls.lines()],
    refusals: [...workspace.refusals],
    faults: faults.switches(),
    readUpTo: reads.of(me),
    forgotten: viewer.forgotten,
    checklist: checklist?.state() ?? null,
    policy: sandbox.policy.snapshot(),
    daysAhead: sandbox.time.daysAhead(),
  };
}

function shortcutsOf({ manifest }: WorkspaceState, type: 'global' | 'message'): Snapshot['shortcuts'] {
  return manifest.shortcuts
    .filter((shortcut) => shortcut.type === type)
    .map(({ callbackId, name, description }) => ({ callbackId, name, description }));
}

function castCards({ workspace, portal }: Sandbox): CastCard[] {
  return CAST.flatMap(({ slack, why }) => {
    if (!slack) return [];
    const user = workspace.state.users.get(slack.id) ?? slack;
    return [
      {
        id: user.id,
        name: user.realName,
        handle: user.name,
        why,
        docspace: roleIn(portal, user.email),
        canAct: !user.deleted && !user.isBot,
      },
    ];
  });
}

/** Visible names by id. */
export function namesIn(state: WorkspaceState): Record<string, string> {
  const ids = [...state.users.keys(), ...state.conversations.keys(), state.bot.userId];
  return Object.fromEntries(ids.map((id) => [id, state.nameOf(id) ?? id]));
}

/** The conversations a user is in, the direct message with the app among them. */
export function channelsOf(state: WorkspaceState, me: string): ChannelCard[] {
  state.directWith(me);
  return [...state.conversations.values()]
    .filter((conversation) => conversation.members.has(me))
    .map((conversation) => channelCard(conversation, state));
}

function channelCard(
  { id, name, kind, members, archived, sharedWith }: Conversation,
  state: WorkspaceState,
): ChannelCard {
  return {
    id,
    kind: kind === 'group' ? 'private' : kind,
    archived,
    shared: sharedWith === 'external',
    readOnly: kind === 'direct' && state.manifest.messagesTabReadOnly,
    name: kind === 'direct' ? state.manifest.botName : name,
    app: members.has(state.bot.userId),
    memberCount: members.size,
  };
}

/** The newest messages a user sees in a conversation, before a ts where one is given, oldest first. */
export function messagesBefore(
  state: WorkspaceState,
  viewer: Viewer,
  channel: string,
  before?: string,
): { messages: PageMessage[]; left: number } {
  const seen = state
    .messagesIn(channel)
    .filter((message) => (before === undefined || message.ts < before) && viewer.sees(message));
  const messages = seen.slice(-NEWEST).map((message) => pageMessage(message, state, viewer.userId));
  return { messages, left: Math.max(0, seen.length - NEWEST) };
}

/** A message as a tab gets it. */
export function pageMessage(stored: StoredMessage, state: WorkspaceState, me: string): PageMessage {
  const { visibleTo, held: _, ...message } = stored;
  return { ...message, ephemeral: visibleTo !== undefined, mentionsMe: mentions(stored, me, state) };
}

/** A view as a tab gets it. */
export function pageView(view: OpenView): PageView {
  const { definition } = view;
  const modal = definition.type === 'modal' ? definition : undefined;
  return {
    id: view.id,
    type: definition.type,
    title: modal?.title.text ?? '',
    ...(modal?.submit ? { submit: modal.submit.text } : {}),
    ...(modal?.close ? { close: modal.close.text } : {}),
    clearOnClose: modal?.clear_on_close ?? false,
    submitDisabled: modal?.submit_disabled ?? false,
    blocks: definition.blocks,
    values: Object.fromEntries([...view.values].map(([block, fields]) => [block, Object.fromEntries(fields)])),
    errors: Object.fromEntries(view.errors),
    hash: view.hash,
  };
}
