import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenOnLoopback } from '../../sandbox/listen.ts';

/** A proxy that opens tunnels, as companies have them. */
export interface ConnectProxy {
  /** Without name and password. */
  host: string;
  /** What a tunnel was asked to, and how that was answered, in order. */
  asked: { target: string; status: number }[];
  stop(): Promise<void>;
}

/**
 * Starts a proxy on the loopback interface.
 * @param options.ports where the targets are: ports of this machine by `host:port`; another target is answered with 502
 * @param options.credentials `name:password` that it asks for
 * @param options.refuses a status for some targets
 */
export async function startConnectProxy(options: {
  ports: Readonly<Record<string, number>>;
  credentials?: string;
  refuses?: Readonly<Record<string, number>>;
}): Promise<ConnectProxy> {
  const { ports, credentials, refuses = {} } = options;
  const asked: ConnectProxy['asked'] = [];
  const sockets = new Set<Duplex>();
  const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket) => {
    const target = request.url ?? '';
    const port = ports[target];
    const given = request.headers['proxy-authorization'];
    const status = given === expected ? (refuses[target] ?? (port === undefined ? 502 : 200)) : 407;
    asked.push({ target, status });
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (status !== 200 || port === undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  const host = `127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    host,
    asked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
