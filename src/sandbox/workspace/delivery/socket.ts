import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../../clock.ts';
import { ACK_WITHIN_MS, type Ack, type Delivery } from './delivery.ts';

/** The Socket Mode side of the workspace. */
export interface SocketDoor extends Delivery {
  /** A WebSocket address that works once. */
  newTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves while at least one socket is open. */
  connected(): Promise<void>;
  /** Asks every socket to come again, as Slack does every few hours. */
  refresh(): void;
  close(): void;
}

const answerFrame = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Socket Mode over WebSockets: hello, envelopes to one socket each, answers by envelope id. */
export function socketDoor(parts: {
  clock: Clock;
  appId: string;
  address: () => string;
  onChange: () => void;
}): SocketDoor {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (body: unknown) => void>();
  const arrivals = new Set<() => void>();

  const welcome = (socket: WebSocket): void => {
    open.push(socket);
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        connection_info: { app_id: parts.appId },
        debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
      }),
    );
    for (const arrived of arrivals) arrived();
    arrivals.clear();
    parts.onChange();
    socket.on('message', (raw) => receive(String(raw)));
    socket.on('close', () => {
      if (open.includes(socket)) open.splice(open.indexOf(socket), 1);
      parts.onChange();
    });
    socket.on('error', () => socket.terminate());
  };

  const receive = (raw: string): void => {
    const frame = answerFrame.safeParse(JSON.parse(raw));
    if (frame.success) waiting.get(frame.data.envelope_id)?.(frame.data.payload);
  };

  const connected = (): Promise<void> =>
    open.length > 0 ? Promise.resolve() : new Promise((resolve) => arrivals.add(resolve));

  return {
    connected,
    newTicket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${parts.address().replace(/^http/, 'ws')}link/?ticket=${ticket}&app_id=${parts.appId}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    async deliver(kind, payload): Promise<Ack> {
      // Slack keeps events for an app that is away for a moment; commands and clicks fail at once.
      if (kind === 'events_api') await connected();
      const socket = open.at(-1);
      if (!socket) return { acked: false, why: 'not-connected' };
      const envelope = randomUUID();
      const done = new AbortController();
      const answered = new Promise<Ack>((resolve) => waiting.set(envelope, (body) => resolve({ acked: true, body })));
      const late = parts.clock.sleep(ACK_WITHIN_MS, done.signal).then(
        (): Ack => ({ acked: false, why: 'timeout' }),
        (): Ack => ({ acked: false, why: 'timeout' }),
      );
      const more = kind === 'events_api' ? { retry_attempt: 0, retry_reason: '' } : {};
      const accepts = kind !== 'events_api';
      socket.send(
        JSON.stringify({ envelope_id: envelope, type: kind, accepts_response_payload: accepts, payload, ...more }),
      );
      try {
        return await Promise.race([answered, late]);
      } finally {
        waiting.delete(envelope);
        done.abort();
      }
    },
    refresh() {
      for (const socket of open)
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'sandbox' } }),
        );
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
