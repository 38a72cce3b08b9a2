import type { AppControl } from '../app-control.ts';
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

/** Where the app is thrown out of by a switch: the channel everybody starts in. */
const CHANNEL = 'C0REQUESTS';
/** With this scope an app posts in public channels it is not in. */
const POSTS_ANYWHERE = 'chat:write.public';

/** A board over one workspace, portal and app. */
export function createTroubleBoard(parts: {
  workspace: Workspace;
  portal: Portal;
  app: AppControl | undefined;
}): TroubleBoard {
  const definitions = [...portalSwitches(parts.portal), ...slackSwitches(parts.workspace), ...appSwitches(parts.app)];
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

function slackSwitches(workspace: Workspace): SwitchDefinition[] {
  return [
    {
      id: 'slack-busy',
      side: 'slack',
      label: 'Rate limit once',
      hint: 'Slack makes the app wait two seconds before its next message.',
      kind: 'once',
      happen: () => workspace.trouble.rateLimit('chat.postMessage', 2),
    },
    {
      id: 'slack-removed',
      side: 'slack',
      label: 'App removed from #it-requests',
      hint: 'It is no longer in the channel, and may not post where it is not.',
      kind: 'lasting',
      begin() {
        workspace.trouble.removeAppFrom(CHANNEL);
        workspace.trouble.revokeScope(POSTS_ANYWHERE);
        return () => {
          workspace.trouble.addAppTo(CHANNEL);
          workspace.state.scopes.add(POSTS_ANYWHERE);
        };
      },
    },
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
