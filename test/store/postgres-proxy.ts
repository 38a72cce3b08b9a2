import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';

/** What the proxy does with COMMIT, or with its answer. */
export type OnCommit =
  | 'pass'
  /** The server commits; its answer is dropped and the connection cut. */
  | 'cut before the answer'
  /** The server commits; its answer is dropped, and the connection stays. */
  | 'no answer'
  /** COMMIT never arrives, and the client’s side is cut; the server waits until `cutServers`. */
  | 'cut before COMMIT';

/** Stands between a client and a PostgreSQL server, and breaks what passes through. */
export interface PostgresProxy {
  url: string;
  onCommit: OnCommit;
  /** Nothing passes in either direction, and connections stay open. */
  silent: boolean;
  /** New connections are cut as soon as they are made. */
  refusing: boolean;
  /** How many connections there were. */
  readonly connections: number;
  /** Ends the connections to the server. */
  cutServers(): void;
  /** Resolves when clients have ended every connection. */
  clientsGone(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy before the database that `url` names. */
export async function startProxy(url: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(url);
  const clients = new Set<Socket>();
  const servers = new Set<Socket>();
  let connections = 0;

  const listener = createServer((client) => {
    connections += 1;
    if (proxy.refusing) return client.destroy();
    const server = tcpConnect(Number(port || 5432), hostname);
    remember(client, clients);
    remember(server, servers);
    let cutOff = false;
    client.on('data', (data) => {
      if (proxy.silent || cutOff) return;
      if (proxy.onCommit === 'cut before COMMIT' && isCommit(data)) {
        proxy.onCommit = 'pass';
        cutOff = true;
        return client.destroy();
      }
      server.write(data);
    });
    server.on(
      'data',
      frames((frame) => {
        if (proxy.silent || cutOff) return;
        const lost = isCommitted(frame) ? proxy.onCommit : 'pass';
        if (lost === 'cut before the answer' || lost === 'no answer') {
          proxy.onCommit = 'pass';
          cutOff = true;
          if (lost === 'cut before the answer') client.destroy();
          return;
        }
        client.write(frame);
      }),
    );
    client.on('close', () => cutOff || server.destroy());
    server.on('close', () => client.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const gone = (sockets: Set<Socket>) =>
    Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));

  const proxy: PostgresProxy = {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(portOf(listener.address())) }).href,
    onCommit: 'pass',
    silent: false,
    refusing: false,
    get connections() {
      return connections;
    },
    cutServers() {
      for (const server of servers) server.destroy();
    },
    async clientsGone() {
      await gone(clients);
    },
    async close() {
      for (const socket of [...clients, ...servers]) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
  return proxy;
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

function remember(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
}

/** A simple query: `Q`, its length, its text and a zero. */
function isCommit(data: Buffer): boolean {
  return data.toString('latin1', 0, 1) === 'Q' && data.toString('latin1', 5) === 'commit\0';
}

/** CommandComplete: `C`, its length, the command and a zero. */
function isCommitted(frame: Buffer): boolean {
  return frame.toString('latin1', 0, 1) === 'C' && frame.toString('latin1', 5) === 'COMMIT\0';
}

/** Cuts a server's stream into its messages: a letter, the length of the rest with itself, the rest. */
function frames(onFrame: (frame: Buffer) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const end = rest.readUInt32BE(1) + 1;
      onFrame(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}
