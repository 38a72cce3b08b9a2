import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { listenOnLoopback } from '../../sandbox/listen.ts';

/** Whether a certificate can be made on this machine. */
export const HAS_OPENSSL = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** TLS in front of servers that speak plain HTTP, with a certificate made for this test. */
export interface TlsFront {
  port: number;
  /** The certificate, for `NODE_EXTRA_CA_CERTS`. */
  certificate: string;
  stop(): Promise<void>;
}

/** Starts it; `ports` are the servers behind it by host name, files go to `folder`. */
export async function startTlsFront(folder: string, ports: Readonly<Record<string, number>>): Promise<TlsFront> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = Object.keys(ports).map((host) => `DNS:${host}`);
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-days', '1', '-subj', '/CN=groups test', '-addext', `subjectAltName=${names.join(',')}`];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    sockets.add(socket);
    const onward = connect(ports[socket.servername || ''] ?? 0, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    certificate,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
