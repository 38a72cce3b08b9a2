import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { refuseUpgrade } from '../../local-server.ts';
import { ACK_WITHIN_MS, type Ack, type Delivery } from './delivery.ts';

/** Connections an app may have at once (docs: "Using Socket Mode"). */
const MOST_SOCKETS = 10;
/** How long before its end a socket is told so (docs: "Using Socket Mode"), and how long one may take to go. */
const LEAVES_WITHIN_MS = 10_000;

/** Largest answer of an app, in bytes. */
const LARGEST_FRAME = 1_000_000;

/** The Socket Mode side of the workspace. */
export interface SocketDoor extends Delivery {
  /** A WebSocket address that works once. */
  newTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  /** Resolves while so many sockets are open, one by default. */
  connected(count?: number): Promise<void>;
  /** Whether at least one socket takes envelopes now. */
  isOpen(): boolean;
  /**
   * Replaces the sockets that are open now, one after another, as Slack does every few hours: each is warned, still gets
   * its share of envelopes, and is closed ten seconds later; the next one is warned once another one is open.
   */
  refresh(): void;
  /** Closes every socket as Slack does when the app is uninstalled or Socket Mode is switched off. */
  disable(): void;
  /** Cuts every socket without a word, as a lost connection does, or only so many. */
  cut(most?: number): void;
  close(): void;
}

interface Parts {
  clock: Clock;
  appId: string;
  address: () => string;
  onChange: () => void;
}

const answerFrame = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Socket Mode over WebSockets: hello, envelopes to one socket each, answers by envelope id. */
export function socketDoor(parts: Parts): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  const tickets = new Set<string>();
  /** Those that envelopes are sent to. One that the app is closing is still among them: what it gets is lost. */
  const open: WebSocket[] = [];
  const warned = new WeakSet<WebSocket>();
  const waiting = new Map<string, (body: unknown) => void>();
  const arrivals = new Set<() => void>();
  let turn = 0;

  const leave = (socket: WebSocket): void => {
    if (!open.includes(socket)) return;
    open.splice(open.indexOf(socket), 1);
    parts.onChange();
  };

  const welcome = (socket: WebSocket): void => {
    socket.on('error', () => socket.terminate());
    if (open.length >= MOST_SOCKETS) {
      dismiss(parts.clock, socket, 'too_many_websockets');
      return;
    }
    open.push(socket);
    socket.on('message', (raw) => {
      const frame = answerFrame.safeParse(jsonOf(String(raw)));
      if (frame.success) waiting.get(frame.data.envelope_id)?.(frame.data.payload);
    });
    socket.on('close', () => leave(socket));
    socket.send(JSON.stringify(hello(parts.appId, open.length)));
    for (const arrived of arrivals) arrived();
    arrivals.clear();
    parts.onChange();
  };

  /** Resolves when the socket is gone. */
  const warn = async (socket: WebSocket): Promise<void> => {
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    warned.add(socket);
    socket.send(disconnectFrame('warning'));
    try {
      await parts.clock.sleep(LEAVES_WITHIN_MS, gone.signal);
    } catch {
      return;
    }
    leave(socket);
    dismiss(parts.clock, socket, 'refresh_requested');
    socket.close();
  };

  const refreshInTurn = async (sockets: readonly WebSocket[]): Promise<void> => {
    for (const socket of sockets) {
      const another = new Promise<void>((resolve) => arrivals.add(resolve));
      if (open.includes(socket)) await Promise.race([warn(socket), another]);
    }
  };

  const connected = async (count = 1): Promise<void> => {
    while (open.length < count) await new Promise<void>((resolve) => arrivals.add(resolve));
  };

  return {
    connected,
    isOpen: () => open.length > 0,
    newTicket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${parts.address().replace(/^http/, 'ws')}link/?ticket=${ticket}&app_id=${parts.appId}`;
    },
    upgrade(request, socket, head, url) {
      const ticket = url.searchParams.get('ticket') ?? '';
      if (tickets.delete(ticket)) server.handleUpgrade(request, socket, head, welcome);
      else refuseUpgrade(socket, 401);
    },
    async deliver(kind, payload, retry, copies = 1): Promise<Ack> {
      // Slack keeps events for an app that is away for a moment; commands and clicks fail at once.
      if (kind === 'events_api') await within(parts.clock, connected());
      turn += 1;
      const socket = open[turn % open.length];
      if (!socket) return { acked: false, why: 'not-connected' };
      const envelope_id = randomUUID();
      const answered = new Promise<Ack>((resolve) =>
        waiting.set(envelope_id, (body) => resolve({ acked: true, body })),
      );
      const more =
        kind === 'events_api'
          ? {
              accepts_response_payload: false,
              retry_attempt: retry?.attempt ?? 0,
              retry_reason: retry ? 'timeout' : '',
            }
          : { accepts_response_payload: true };
      const frame = JSON.stringify({ envelope_id, type: kind, payload, ...more });
      for (let copy = 0; copy < copies; copy += 1) socket.send(frame);
      const ack = await within(parts.clock, answered);
      waiting.delete(envelope_id);
      return ack ?? { acked: false, why: 'timeout' };
    },
    refresh: () => void refreshInTurn(open.filter((socket) => !warned.has(socket))),
    disable() {
      for (const socket of [...open]) {
        leave(socket);
        dismiss(parts.clock, socket, 'link_disabled');
        socket.close();
      }
    },
    cut(most) {
      for (const socket of open.slice(0, most)) {
        leave(socket);
        socket.terminate();
      }
      if (most === undefined) for (const socket of server.clients) socket.terminate();
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function hello(appId: string, connections: number): object {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: appId },
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
  };
}

type Reason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

function disconnectFrame(reason: Reason): string {
  return JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
}

/** Tells a socket to go, and closes it when it stays. */
function dismiss(clock: Clock, socket: WebSocket, reason: Reason): void {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  socket.send(disconnectFrame(reason));
  clock.sleep(LEAVES_WITHIN_MS, gone.signal).then(
    () => socket.terminate(),
    () => undefined,
  );
}

/** What is awaited, or nothing when it takes longer than Slack waits. */
async function within<T>(clock: Clock, awaited: Promise<T>): Promise<T | undefined> {
  const done = new AbortController();
  const late = clock.sleep(ACK_WITHIN_MS, done.signal).catch(() => undefined);
  try {
    return await Promise.race([awaited, late.then(() => undefined)]);
  } finally {
    done.abort();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
