import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { AppControl } from '../app-control.ts';
import type { MovableClock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import type { StandIns } from '../start.ts';
import { createCallLog } from './call-log.ts';
import { createChecklist } from './checklist.ts';
import { createClientSessions } from './client-sessions.ts';
import { createFaultSwitches } from './fault-switches.ts';
import { createPolicyControl } from './policy-control.ts';
import { createReadMarks } from './read-marks.ts';
import type { Sandbox } from './sandbox.ts';
import { pageIsBuilt, sendFile } from './static-files.ts';
import { serveTab } from './tab.ts';
import { createTimeControl } from './time-control.ts';

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
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => sendFile(pathOf(request), response));
  server.on('upgrade', (request, socket, head) => upgrade(sockets, sandbox, request, socket, head));
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

/**
 * A tab comes as somebody of the workspace. Only pages of this very server may come: another site open in the same
 * browser could otherwise act in the sandbox.
 */
function upgrade(
  sockets: WebSocketServer,
  sandbox: Sandbox,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  const me = searchParams.get('as') ?? '';
  const { origin, host } = request.headers;
  const stranger = origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host;
  if (pathname !== '/live' || stranger || !sandbox.workspace.state.users.has(me)) {
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    return;
  }
  // A page that does not say which one it is counts as a new one with every connection.
  const client = searchParams.get('client') ?? randomUUID();
  sockets.handleUpgrade(request, socket, head, (tab) => serveTab(tab, sandbox, sandbox.sessions.viewer(client, me)));
}

function pathOf(request: IncomingMessage): string {
  return decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname);
}
