import type { WebSocket } from 'ws';
import type { PortalChange } from '../docspace/index.ts';
import type { Change } from '../slack/state.ts';
import type { Viewer } from './client-sessions.ts';
import { portalSnapshot } from './portal-snapshot.ts';
import type { Update } from './protocol.ts';
import { answerRequest, readRequest } from './request.ts';
import type { Sandbox } from './sandbox.ts';
import { channelsOf, namesIn, pageMessage, pageView, snapshotOf } from './snapshot.ts';

/** Shows the sandbox to one tab, as one person, and does what the tab asks for, until the socket closes. */
export function serveTab(socket: WebSocket, sandbox: Sandbox, viewer: Viewer): void {
  const send = (update: Update): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(update));
  };
  const { workspace, portal, calls, faults, reads, checklist } = sandbox;
  const me = viewer.userId;
  checklist?.actedAs(me);
  send({ type: 'snapshot', snapshot: snapshotOf(sandbox, viewer) });
  const portalUpdates = gathered((changed) => send({ type: 'portal', portal: portalSnapshot(portal), changed }));
  const stops = [
    workspace.onChange((change) => {
      const update = updateOf(change, sandbox, viewer);
      if (update) send(update);
    }),
    portal.onChange((change) => portalUpdates.heard(change)),
    calls.onLine((call) => send({ type: 'call', call })),
    faults.onChange(() => send({ type: 'faults', faults: faults.switches() })),
    reads.onChange((user) => user === me && send({ type: 'read', readUpTo: reads.of(me) })),
    checklist?.onChange(() => send({ type: 'checklist', checklist: checklist.state() ?? null })),
    sandbox.policy.onChange(() => send({ type: 'policy', policy: sandbox.policy.snapshot() })),
    sandbox.time.onChange(() => send({ type: 'time', daysAhead: sandbox.time.daysAhead() })),
    sandbox.onApp(() => send({ type: 'app', app: sandbox.app() })),
  ];
  socket.on('message', (raw) => {
    const asked = readRequest(String(raw));
    if (asked) void answerRequest(sandbox, viewer, asked).then((done) => send({ type: 'done', id: asked.id, ...done }));
  });
  socket.on('close', () => {
    portalUpdates.stop();
    for (const stop of stops) stop?.();
  });
  socket.on('error', () => socket.terminate());
}

/** What a change in the workspace means for one person; undefined when it means nothing to them. */
function updateOf(change: Change, { workspace }: Sandbox, viewer: Viewer): Update | undefined {
  const { state } = workspace;
  const me = viewer.userId;
  switch (change.kind) {
    case 'message': {
      const message = state.message(change.channel, change.ts);
      return message && viewer.sees(message)
        ? { type: 'message', message: pageMessage(message, state, me) }
        : undefined;
    }
    case 'gone':
      return { type: 'gone', channel: change.channel, ts: change.ts };
    case 'conversation':
      return { type: 'channels', channels: channelsOf(state, me), names: namesIn(state) };
    case 'modal':
      return change.user === me ? { type: 'modals', modals: viewer.modals().map(pageView) } : undefined;
    case 'home': {
      const home = state.homes.get(me);
      return home && change.user === me ? { type: 'home', home: pageView(home) } : undefined;
    }
    case 'refusal':
      return { type: 'refusal', refusal: change.refusal };
    default:
      return undefined;
  }
}

/** Several changes of the portal within one turn of the event loop make one look at it. */
function gathered(show: (changed: string[]) => void): { heard(change: PortalChange): void; stop(): void } {
  const changed = new Set<string>();
  let soon: NodeJS.Immediate | undefined;
  return {
    heard(change) {
      if (change.kind === 'call') return;
      changed.add(change.id);
      soon ??= setImmediate(() => {
        soon = undefined;
        show([...changed]);
        changed.clear();
      });
    },
    stop: () => clearImmediate(soon),
  };
}
