import { createServer, type Server } from 'node:http';

/** Answers `GET /health` with 200 once the app is started and 503 before and while it stops. */
export function startHealth(port: number, ready: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && request.url === '/health';
    const status = known ? (ready() ? 200 : 503) : 404;
    response.writeHead(status, { 'Content-Type': 'text/plain' }).end(known ? (ready() ? 'ok\n' : 'not ready\n') : '');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
