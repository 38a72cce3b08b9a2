import http from 'node:http';
import { listenOnLoopback } from '../listen.ts';

/** An address in place of an app's: it keeps what is sent there, to be sent again. */
export interface KeptBodies {
  url: string;
  bodies: string[];
  close(): void;
}

/** Opens such an address on loopback. */
export async function keepBodies(): Promise<KeptBodies> {
  const bodies: string[] = [];
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    bodies.push(text);
    response.end();
  });
  return {
    url: `http://127.0.0.1:${await listenOnLoopback(server)}/`,
    bodies,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
