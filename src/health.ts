import { createServer, type Server } from 'node:http';

/** Answers `GET /health` with 200, or with 503 and the reason while the app is not ready: before, and while it stops. */
export function startHealth(port: number, notReady: () => string | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && request.url === '/health';
    const reason = notReady();
    const status = known ? (reason === undefined ? 200 : 503) : 404;
    const text = reason === undefined ? 'ok' : `not ready: ${reason}`;
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(known ? `${text}\n` : '');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
