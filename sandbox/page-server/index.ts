import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import type { AppControl } from '../app-control.ts';
import type { MovableClock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import { createLocalServer, refuseUpgrade } from '../local-server.ts';
import type { StandIns } from '../start.ts';
import { createCallLog } from './call-log.ts';
import { createChecklist } from './checklist.ts';
import { createClientSessions, type Viewer } from './client-sessions.ts';
import { createFaultSwitches } from './fault-switches.ts';
import { createPolicyControl } from './policy-control.ts';
import { createReadMarks } from './read-marks.ts';
import type { Sandbox } from './sandbox.ts';
import { pageIsBuilt, sendFile } from './static-files.ts';
import { serveTab } from './tab.ts';
import { createTimeControl } from './time-control.ts';

/** Largest request of a tab, in bytes. */
const LARGEST_REQUEST = 1_000_000;

/** The page, served. */
export interface PageServer {
  url: string;
  stop(): Promise<void>;
}

/** What the page shows; `app` is undefined where somebody else's app talks to the stand-ins. */
export interface PageParts extends Pick<StandIns, 'workspace' | 'portal'> {
  app: AppControl | undefined;
  transport: 'socket' | 'http';
  /** Time of the sandbox, where it can be set forward. */
  clock?: MovableClock;
  /** Whether the page shows first steps in the sandbox; it does not by default. */
  checklist?: boolean;
  /** 0 or undefined: any free port. */
  port?: number;
}

/**
 * Serves the page on the loopback interface: built files, and one WebSocket a tab at `/live`.
 * @throws Error when the page has not been built
 */
export async function startPageServer(parts: PageParts): Promise<PageServer> {
  if (!pageIsBuilt()) throw new Error('The page is not built yet: npm run build:page builds it.');
  const { sandbox, stop } = assemble(parts);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_REQUEST });
  const server = createLocalServer({
    answer: sendFile,
    isPage: () => true,
    upgrade(request, socket, head, url) {
      const viewer = viewerOf(url, sandbox);
      if (!viewer) refuseUpgrade(socket, 404);
      else sockets.handleUpgrade(request, socket, head, (tab) => serveTab(tab, sandbox, viewer));
    },
  });
  const port = await listenOnLoopback(server, parts.port);
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      stop();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function assemble(parts: PageParts): { sandbox: Sandbox; stop(): void } {
  const { workspace, portal, app, transport, clock } = parts;
  const calls = createCallLog(workspace, portal);
  const faults = createFaultSwitches({ workspace, portal, app });
  const checklist = parts.checklist ? createChecklist({ workspace, portal, faults }) : undefined;
  const sandbox: Sandbox = {
    workspace,
    portal,
    calls,
    faults,
    sessions: createClientSessions(workspace.state),
    reads: createReadMarks(),
    checklist,
    policy: createPolicyControl({ workspace, portal, app }),
    time: createTimeControl(clock),
    app() {
      const connected = workspace.reachesApp();
      return { running: app?.running ?? connected, connected, transport };
    },
    onApp(listener) {
      const stops = [
        workspace.onChange((change) => change.kind === 'connection' && listener()),
        ...(app ? [app.onChange(listener)] : []),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
  const stop = () => {
    calls.stop();
    checklist?.stop();
  };
  return { sandbox, stop };
}

/** Whom a tab shows the sandbox to: `/live?as=<user id>`; undefined for any other address. */
function viewerOf({ pathname, searchParams }: URL, { workspace, sessions }: Sandbox): Viewer | undefined {
  const me = searchParams.get('as') ?? '';
  if (pathname !== '/live' || !workspace.state.users.has(me)) return undefined;
  // A page that does not say which one it is counts as a new one with every connection.
  return sessions.viewer(searchParams.get('client') ?? randomUUID(), me);
}
