import type { Button } from './block-kit/index.ts';
import type { OpenView, StoredMessage, WorkspaceState } from './state.ts';
import { messageJson } from './web-api/chat.ts';
import { viewJson } from './web-api/views.ts';

/** The verification token of old; apps no longer look at it, payloads still carry it. */
const TOKEN = 'sandbox-verification';

/** What Slack puts into every interaction. */
function envelope(state: WorkspaceState, userId: string): Record<string, unknown> {
  const user = state.users.get(userId);
  return {
    api_app_id: state.bot.appId,
    token: TOKEN,
    is_enterprise_install: false,
    enterprise: null,
    team: { id: state.team.id, domain: state.team.domain },
    user: { id: userId, username: user?.name, name: user?.name, team_id: user?.teamId ?? state.team.id },
  };
}

/** A slash command; the enterprise flag is a word here and a boolean elsewhere. */
export function commandPayload(
  state: WorkspaceState,
  parts: { user: string; channel: string; command: string; text: string; triggerId: string; responseUrl: string },
): Record<string, unknown> {
  const conversation = state.conversations.get(parts.channel);
  return {
    token: TOKEN,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: parts.channel,
    channel_name: conversation?.kind === 'direct' ? 'directmessage' : conversation?.name,
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

/** A click on a button of a message. */
export function messageActionPayload(
  state: WorkspaceState,
  parts: {
    user: string;
    message: StoredMessage;
    blockId: string;
    button: Button;
    triggerId: string;
    responseUrl: string;
  },
): Record<string, unknown> {
  const { message } = parts;
  const conversation = state.conversations.get(message.channel);
  return {
    type: 'block_actions',
    ...envelope(state, parts.user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.visibleTo !== undefined,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: message.channel, name: conversation?.kind === 'direct' ? 'directmessage' : conversation?.name },
    // An ephemeral message is kept nowhere, so its click does not carry it.
    ...(message.visibleTo ? {} : { message: messageJson(message, state) }),
    state: { values: {} },
    trigger_id: parts.triggerId,
    response_url: parts.responseUrl,
    actions: [buttonAction(state, parts.blockId, parts.button)],
  };
}

/** A click on a button of a modal or the App Home. */
export function viewActionPayload(
  state: WorkspaceState,
  parts: { view: OpenView; blockId: string; button: Button; triggerId: string },
): Record<string, unknown> {
  return {
    type: 'block_actions',
    ...envelope(state, parts.view.user),
    container: { type: 'view', view_id: parts.view.id },
    view: viewJson(parts.view, state),
    trigger_id: parts.triggerId,
    actions: [buttonAction(state, parts.blockId, parts.button)],
  };
}

function buttonAction(state: WorkspaceState, blockId: string, button: Button): Record<string, unknown> {
  const { confirm: _, accessibility_label: __, ...shown } = button;
  return { ...shown, block_id: blockId, action_ts: state.newTs() };
}

/** A submitted form. */
export function submissionPayload(state: WorkspaceState, view: OpenView, triggerId: string): Record<string, unknown> {
  return {
    type: 'view_submission',
    ...envelope(state, view.user),
    trigger_id: triggerId,
    response_urls: [],
    view: viewJson(view, state),
  };
}

/** A form that was closed, for apps that asked to be told. */
export function closedPayload(state: WorkspaceState, view: OpenView, isCleared: boolean): Record<string, unknown> {
  return { type: 'view_closed', ...envelope(state, view.user), view: viewJson(view, state), is_cleared: isCleared };
}

/** A keystroke in a field whose choices the app looks up. */
export function suggestionPayload(
  state: WorkspaceState,
  parts: { view: OpenView; blockId: string; actionId: string; typed: string },
): Record<string, unknown> {
  return {
    type: 'block_suggestion',
    ...envelope(state, parts.view.user),
    container: { type: 'view', view_id: parts.view.id },
    view: viewJson(parts.view, state),
    block_id: parts.blockId,
    action_id: parts.actionId,
    value: parts.typed,
  };
}

/** Somebody opened the app's Home tab. */
export function homeOpenedPayload(state: WorkspaceState, user: string): Record<string, unknown> {
  const home = state.homes.get(user);
  return {
    token: TOKEN,
    team_id: state.team.id,
    api_app_id: state.bot.appId,
    type: 'event_callback',
    event_id: state.newId('Ev'),
    event_time: Math.floor(state.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.team.id,
        user_id: state.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event: {
      type: 'app_home_opened',
      user,
      channel: state.directWith(user).id,
      tab: 'home',
      event_ts: state.newTs(),
      ...(home ? { view: viewJson(home, state) } : {}),
    },
  };
}
