import type { AppControl } from '../app-control.ts';
import type { Portal } from '../docspace/index.ts';
import type { Workspace } from '../slack/index.ts';
import { portalSwitches } from './portal-switches.ts';
import type { FaultSwitch } from './protocol.ts';
import { slackSwitches } from './slack-switches.ts';
import type { EndFault, SwitchDefinition } from './switch-definition.ts';

/** The switches of the page and what they do. */
export interface FaultSwitches {
  switches(): FaultSwitch[];
  /** Presses a switch; throws when there is none of this id. */
  press(id: string, on: boolean): Promise<void>;
  onChange(listener: () => void): () => void;
}

/** A board over one workspace, portal and app. */
export function createFaultSwitches(parts: {
  workspace: Workspace;
  portal: Portal;
  app: AppControl | undefined;
}): FaultSwitches {
  const definitions = [
    ...portalSwitches(parts.portal, () => parts.workspace.state.now()),
    ...slackSwitches(parts.workspace),
    ...appSwitches(parts.app),
  ];
  const ends = new Map<string, EndFault>();
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

function appSwitches(app: AppControl | undefined): SwitchDefinition[] {
  if (!app) return [];
  return [
    {
      id: 'app-stopped',
      side: 'app',
      label: 'App stopped',
      hint: 'Slack gets no answer. Requests stay in the database.',
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
