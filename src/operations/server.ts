import { createServer, type Server } from 'node:http';
import type { NotReady } from './observer.ts';
import { notReadyText } from './text.ts';

/** The data that the server returns. */
export interface Told {
  /** Why the app cannot serve now; undefined while it can. */
  notReady(): Promise<NotReady | undefined>;
  metrics(): Promise<{ contentType: string; text: string }>;
}

interface Answer {
  status: number;
  contentType?: string;
  text: string;
}

const PLAIN = 'text/plain;charset=utf-8';

/**
 * Serves orchestrators and Prometheus: `/health/live` returns 200 while the process runs, `/health/ready` and `/health` return
 * 503 and the reason while the app cannot serve, and `/metrics` returns the metrics.
 */
export function startServer(port: number, source: Told): Promise<Server> {
  const ready = async (): Promise<Answer> => {
    const reason = await source.notReady();
    return reason === undefined ? { status: 200, text: 'ok\n' } : { status: 503, text: `${notReadyText(reason)}\n` };
  };
  const pages: Readonly<Record<string, () => Promise<Answer>>> = {
    '/health': ready,
    '/health/ready': ready,
    '/health/live': async () => ({ status: 200, text: 'ok\n' }),
    '/metrics': async () => ({ status: 200, ...(await source.metrics()) }),
  };
  const server = createServer(async ({ method, url }, response) => {
    const page = method === 'GET' ? pages[url?.split('?')[0] ?? ''] : undefined;
    const answer = await (page?.() ?? Promise.resolve({ status: 404, text: '' })).catch(
      (): Answer => ({ status: 500, text: '' }),
    );
    const { status, contentType = PLAIN, text }: Answer = answer;
    response.writeHead(status, { 'Content-Type': contentType }).end(text);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
