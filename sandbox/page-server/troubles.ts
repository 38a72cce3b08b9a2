import type { AppControl } from '../app-control.ts';
import type { MovableClock } from '../clock.ts';
import type { Portal } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import { portalSwitches } from './portal-switches.ts';
import type { TroubleSwitch } from './protocol.ts';
import type { EndTrouble, SwitchDefinition } from './switch-definition.ts';

/** The switches of the page and what they do. */
export interface TroubleBoard {
  switches(): TroubleSwitch[];
  /** Presses a switch; throws when there is none of this id. */
  press(id: string, on: boolean): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** Which channel the switches change: the one everybody starts in. */
const CHANNEL = 'C0REQUESTS';
/** With this scope an app posts in public channels it is not in. */
const POSTS_ANYWHERE = 'chat:write.public';

/** A board over one workspace, portal and app. */
export function createTroubleBoard(parts: {
  workspace: Workspace;
  portal: Portal;
  app: AppControl | undefined;
  clock?: MovableClock;
}): TroubleBoard {
  const definitions = [
    ...portalSwitches(parts.portal),
    ...slackSwitches(parts.workspace),
    ...appSwitches(parts.app),
    ...timeSwitches(parts.clock),
  ];
  const ends = new Map<string, EndTrouble>();
  const listeners = new Set<() => void>();
  return {
    switches: () =>
      definitions.map(({ id, side, label, hint, kind }) => ({ id, side, label, hint, kind, on: ends.has(id) })),
    async press(id, on) {
      const definition = definitions.find((each) => each.id === id);
      if (!definition) throw new Error('There is no such switch.');
      if (definition.kind === 'once') await definition.happen();
      else if (on && !ends.has(id)) ends.set(id, await definition.begin());
      else if (!on) {
        const end = ends.get(id);
        ends.delete(id);
        await end?.();
      }
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Makes a switch that is on or off. */
type Lasting = (id: string, label: string, hint: string, begin: () => EndTrouble) => SwitchDefinition;

function slackSwitches(workspace: Workspace): SwitchDefinition[] {
  const { trouble } = workspace;
  const lasting: Lasting = (id, label, hint, begin) => ({
    id: `slack-${id}`,
    side: 'slack',
    label,
    hint,
    kind: 'lasting',
    begin,
  });
  return [
    ...channelSwitches(workspace, lasting),
    {
      id: 'slack-busy',
      side: 'slack',
      label: 'Rate limit once',
      hint: 'Slack makes the app wait two seconds before its next message.',
      kind: 'once',
      happen: () => void trouble.rateLimit('chat.postMessage', 2),
    },
    lasting(
      'unlimited',
      'No rate limits',
      'Slack takes any number of calls. Normally: one message a second in each channel, other calls by their tier.',
      () => trouble.liftRateLimits(),
    ),
    lasting('slow', 'Slow Slack', 'Slack does what it is asked at once and answers two seconds later.', () =>
      trouble.slow('*', 2_000),
    ),
    lasting('lost', 'Answer lost', 'A message is posted, and the connection breaks before the answer.', () =>
      trouble.loseAnswer('chat.postMessage', Number.POSITIVE_INFINITY),
    ),
    lasting('offline', 'No connection', 'The app reaches nothing of Slack, and Slack does not reach the app.', () =>
      trouble.offline(),
    ),
    lasting('token', 'Token revoked', 'Slack refuses every call of the app.', () => trouble.revokeToken()),
    lasting(
      'uninstalled',
      'App uninstalled',
      'The app is removed from the workspace, until it is installed again.',
      () => trouble.uninstall(),
    ),
    {
      id: 'slack-reconnect',
      side: 'slack',
      label: 'Socket Mode reconnect',
      hint: 'Slack asks the app to connect anew, as it does every few hours.',
      kind: 'once',
      happen: () => workspace.refreshSockets(),
    },
  ];
}

/** What can happen to the channel everybody starts in. */
function channelSwitches({ trouble, state }: Workspace, lasting: Lasting): SwitchDefinition[] {
  // Two switches put the app out of the channel, and it is back when both are off.
  const out = new Set<string>();
  const putOut = (id: string) => {
    out.add(id);
    trouble.removeAppFrom(CHANNEL);
  };
  const letIn = (id: string) => {
    out.delete(id);
    if (out.size === 0) trouble.addAppTo(CHANNEL);
  };
  return [
    lasting('removed', 'App removed from #it-requests', 'The app cannot post in channels it is not in.', () => {
      putOut('removed');
      trouble.revokeScope(POSTS_ANYWHERE);
      return () => {
        letIn('removed');
        state.scopes.add(POSTS_ANYWHERE);
      };
    }),
    lasting('private', '#it-requests made private', 'For the app, which is not in it, it no longer exists.', () => {
      putOut('private');
      trouble.makePrivate(CHANNEL);
      return () => {
        trouble.open(CHANNEL);
        letIn('private');
      };
    }),
    lasting('archived', '#it-requests archived', 'Nobody posts there, and the app updates no message.', () => {
      trouble.archive(CHANNEL);
      return () => trouble.unarchive(CHANNEL);
    }),
    lasting('locked', 'Posting in #it-requests restricted', 'Only some can post there, and the app cannot.', () => {
      trouble.lock(CHANNEL);
      return () => trouble.unlock(CHANNEL);
    }),
    lasting('shared', '#it-requests shared', 'People of another organisation read it too: names stay private.', () => {
      trouble.share(CHANNEL);
      return () => trouble.unshare(CHANNEL);
    }),
  ];
}

/** A day, in milliseconds: as long as a request stays open. */
const DAY_MS = 24 * 3_600_000;

function timeSwitches(clock: MovableClock | undefined): SwitchDefinition[] {
  if (!clock) return [];
  return [
    {
      id: 'time-day',
      side: 'app',
      label: 'Let a day pass',
      hint: 'What nobody decided expires a few seconds later.',
      kind: 'once',
      happen: () => clock.skip(DAY_MS),
    },
  ];
}

function appSwitches(app: AppControl | undefined): SwitchDefinition[] {
  if (!app) return [];
  return [
    {
      id: 'app-stopped',
      side: 'app',
      label: 'App stopped',
      hint: 'Nobody answers Slack. What was asked for is still in the database.',
      kind: 'lasting',
      async begin() {
        await app.stop();
        return () => app.start();
      },
    },
    {
      id: 'app-restart',
      side: 'app',
      label: 'Restart the app',
      hint: 'Stops and starts it on the same database.',
      kind: 'once',
      async happen() {
        await app.stop();
        await app.start();
      },
    },
  ];
}
