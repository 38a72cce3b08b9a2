import type { Block, Interactive } from './block-kit/index.ts';
import { delivered } from './delivered.ts';
import { valuesJson } from './field-values.ts';
import type { Conversation, FieldValue, FieldValues, OpenView, StoredMessage, Team, WorkspaceState } from './state.ts';
import { messageJson } from './web-api/chat.ts';
import { viewJson } from './web-api/views.ts';

/** The verification token of old; apps no longer look at it, payloads still carry it. */
const TOKEN = 'sandbox-verification';

/** What Slack puts into every interaction. */
function envelope(state: WorkspaceState, userId: string): Record<string, unknown> {
  const user = state.users.get(userId);
  const sender = senderOf(state);
  return {
    api_app_id: state.bot.appId,
    token: TOKEN,
    is_enterprise_install: false,
    enterprise: sender?.enterprise ?? null,
    team: sender && { id: sender.id, domain: sender.domain },
    user: { id: userId, username: user?.name, name: user?.name, team_id: user?.teamId ?? state.team.id },
  };
}

/** The workspace that a payload names; none where Slack leaves it out. */
function senderOf({ team, sender }: WorkspaceState): Team | null {
  return sender === undefined ? team : sender;
}

/** Direct messages have no name of their own in payloads. */
function channelName(state: WorkspaceState, channel: string): string | undefined {
  const conversation = state.conversations.get(channel);
  return conversation?.kind === 'direct' ? 'directmessage' : conversation?.name;
}

/** A slash command; the enterprise flag is a word here and a boolean elsewhere. */
export function commandPayload(
  state: WorkspaceState,
  parts: { user: string; channel: string; command: string; text: string; triggerId: string; responseUrl: string },
): Record<string, unknown> {
  const sender = senderOf(state);
  return {
    token: TOKEN,
    ...(sender ? { team_id: sender.id, team_domain: sender.domain } : {}),
    ...(sender?.enterprise ? { enterprise_id: sender.enterprise.id, enterprise_name: sender.enterprise.name } : {}),
    channel_id: parts.channel,
    channel_name: channelName(state, parts.channel),
    user_id: parts.user,
    user_name: state.users.get(parts.user)?.name,
    command: parts.command,
    text: parts.text,
    api_app_id: state.bot.appId,
    is_enterprise_install: 'false',
    response_url: parts.responseUrl,
    trigger_id: parts.triggerId,
  };
}

/** A global shortcut. */
export function shortcutPayload(state: WorkspaceState, user: string, callbackId: string, triggerId: string) {
  return {
    type: 'shortcut',
    ...envelope(state, user),
    callback_id: callbackId,
    trigger_id: triggerId,
    action_ts: state.newTs(),
  };
}

/** The message or view a user acts on, as it is now. */
export type Container = { user: string; blocks: readonly Block[]; values: FieldValues } & (
  | { kind: 'message'; message: StoredMessage }
  | { kind: 'view'; view: OpenView }
);

/** Something was used: on a message it comes with a response_url, in a view without. */
export function actionPayload(
  state: WorkspaceState,
  container: Container,
  parts: { blockId: string; element: Interactive; value: FieldValue; triggerId: string; responseUrl?: string },
): Record<string, unknown> {
  const { blockId: block_id, element, value, triggerId, responseUrl } = parts;
  return {
    type: 'block_actions',
    ...envelope(state, container.user),
    ...placeJson(state, container),
    ...(container.kind === 'message' ? { state: { values: delivered(valuesJson(container.values)) } } : {}),
    trigger_id: triggerId,
    ...(responseUrl ? { response_url: responseUrl } : {}),
    actions: [delivered({ ...shownOf(element), ...value, block_id, action_ts: state.newTs() })],
  };
}

/** What of an element an action repeats: its face and what it started with, neither its choices nor its rules. */
function shownOf(element: Interactive): Record<string, unknown> {
  return Object.fromEntries(Object.entries(element).filter(([name]) => REPEATED.test(name)));
}

const REPEATED = /^(action_id|text|value|url|style|placeholder|confirm|min_query_length|initial_\w+)$/;

/** The container, and the message or view in it. */
function placeJson(state: WorkspaceState, container: Container): Record<string, unknown> {
  if (container.kind === 'view')
    return { container: { type: 'view', view_id: container.view.id }, view: viewJson(container.view, state) };
  const { message } = container;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.visibleTo !== undefined,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: message.channel, name: channelName(state, message.channel) },
    // An ephemeral message is kept nowhere, so its click does not carry it.
    ...(message.visibleTo ? {} : { message: messageJson(message, state) }),
  };
}

/** A submitted form. */
export function submissionPayload(
  state: WorkspaceState,
  view: OpenView,
  parts: { triggerId: string; responseUrls: readonly Record<string, unknown>[] },
): Record<string, unknown> {
  return {
    type: 'view_submission',
    ...envelope(state, view.user),
    trigger_id: parts.triggerId,
    response_urls: parts.responseUrls,
    view: viewJson(view, state),
  };
}

/** A form that was closed, for apps that asked to be told. */
export function closedPayload(state: WorkspaceState, view: OpenView, isCleared: boolean): Record<string, unknown> {
  const shown = { ...viewJson(view, state), state: { values: {} } };
  return { type: 'view_closed', ...envelope(state, view.user), view: shown, is_cleared: isCleared };
}

/** A keystroke in a field whose choices the app looks up. */
export function suggestionPayload(
  state: WorkspaceState,
  container: Container,
  parts: { blockId: string; actionId: string; typed: string },
): Record<string, unknown> {
  return {
    type: 'block_suggestion',
    ...envelope(state, container.user),
    ...placeJson(state, container),
    block_id: parts.blockId,
    action_id: parts.actionId,
    value: parts.typed,
  };
}

/** An event, as apps that subscribe get it. */
export function eventCallback(
  state: WorkspaceState,
  event: Readonly<Record<string, unknown>>,
  conversation: Conversation | undefined,
): Record<string, unknown> {
  const sender = senderOf(state);
  const event_id = state.newId('Ev');
  return {
    token: TOKEN,
    ...(sender ? { team_id: sender.id } : {}),
    ...(sender?.enterprise ? { enterprise_id: sender.enterprise.id } : {}),
    api_app_id: state.bot.appId,
    type: 'event_callback',
    event_id,
    event_time: Math.floor(state.now() / 1000),
    event_context: `4-${Buffer.from(JSON.stringify({ et: event.type, tid: state.team.id, eid: event_id })).toString('base64url')}`,
    authorizations: [
      {
        enterprise_id: state.team.enterprise?.id ?? null,
        team_id: state.team.id,
        user_id: state.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: conversation?.sharedWith === 'external',
    event,
  };
}

/** A user opened the app's Home tab. */
export function homeOpenedPayload(state: WorkspaceState, user: string): Record<string, unknown> {
  const home = state.homes.get(user);
  const event = {
    type: 'app_home_opened',
    user,
    channel: state.directWith(user).id,
    tab: 'home',
    event_ts: state.newTs(),
    ...(home ? { view: viewJson(home, state) } : {}),
  };
  return eventCallback(state, event, undefined);
}

/** What Slack tells an app when its bot token is revoked, and when it is uninstalled. */
export function removalPayload(
  state: WorkspaceState,
  type: 'tokens_revoked' | 'app_uninstalled',
): Record<string, unknown> {
  const event = type === 'tokens_revoked' ? { type, tokens: { oauth: [], bot: [state.bot.userId] } } : { type };
  return eventCallback(state, event, undefined);
}

/** A shortcut of a message: with the message, and an address to answer at. */
export function messageShortcutPayload(
  state: WorkspaceState,
  message: StoredMessage,
  parts: { user: string; callbackId: string; triggerId: string; responseUrl: string },
): Record<string, unknown> {
  return {
    type: 'message_action',
    ...envelope(state, parts.user),
    callback_id: parts.callbackId,
    trigger_id: parts.triggerId,
    response_url: parts.responseUrl,
    action_ts: state.newTs(),
    message_ts: message.ts,
    channel: { id: message.channel, name: channelName(state, message.channel) },
    message: messageJson(message, state),
  };
}
