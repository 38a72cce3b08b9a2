import type { AppControl } from '../app-control.ts';
import type { Portal, PortalTrouble } from '../portal/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { TroubleSwitch } from './protocol.ts';

/** The switches of the page and what they do. */
export interface TroubleBoard {
  switches(): TroubleSwitch[];
  /** Presses a switch; throws when there is none of this id. */
  press(id: string, on: boolean): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** Takes a lasting trouble back. */
type End = () => void | Promise<void>;

type Definition = Omit<TroubleSwitch, 'on'> &
  ({ kind: 'lasting'; begin(): End | Promise<End> } | { kind: 'once'; happen(): void | Promise<void> });

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
  const ends = new Map<string, End>();
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

function portalSwitches(portal: Portal): Definition[] {
  const lasting = (id: string, label: string, hint: string, trouble: PortalTrouble): Definition => ({
    id: `portal-${id}`,
    side: 'portal',
    label,
    hint,
    kind: 'lasting',
    begin: () => portal.trouble.set(trouble),
  });
  return [
    lasting('slow', 'Slow portal', 'Every answer takes two seconds.', { kind: 'slow', ms: 2_000 }),
    lasting('busy', 'Too many calls (429)', 'The portal refuses every call for now.', { kind: 'status', status: 429 }),
    lasting('broken', 'Server error (500)', 'The portal fails inside.', { kind: 'status', status: 500 }),
    lasting('proxy', 'HTML from a proxy', 'A proxy answers in the portal’s place, with a page.', {
      kind: 'status',
      status: 502,
      html: true,
    }),
    lasting('key', 'Key expired', 'The app’s API key is no longer accepted.', { kind: 'status', status: 401 }),
    {
      id: 'portal-scope',
      side: 'portal',
      label: 'Key without a scope',
      hint: 'The key may read, and may not write.',
      kind: 'lasting',
      begin() {
        const ends = ['POST', 'PUT', 'DELETE'].map((method) =>
          portal.trouble.set({ kind: 'status', status: 403, method }),
        );
        return () => {
          for (const end of ends) end();
        };
      },
    },
    lasting('down', 'Portal down', 'Connections break before an answer.', { kind: 'drop' }),
  ];
}

function slackSwitches(workspace: Workspace): Definition[] {
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

function appSwitches(app: AppControl | undefined): Definition[] {
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
