import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../project-root.ts';

/** The page as `npm run build:page` writes it; the same folder from the sources and from the build. */
const BUILT = fileURLToPath(new URL('dist/page/', PROJECT_ROOT));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Whether the page has been built. */
export function pageIsBuilt(): boolean {
  return existsSync(join(BUILT, 'index.html'));
}

/** Sends a file of the page, `/` being its document; anything outside of the folder is not found. */
export async function sendFile(
  { method }: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return say(response, 405, 'only read here', { Allow: 'GET, HEAD' });
  const wanted = normalize(pathname === '/' ? '/index.html' : decoded(pathname));
  const file = join(BUILT, wanted);
  const type = TYPES[extname(file)];
  if (!type || !file.startsWith(BUILT) || !existsSync(file) || !statSync(file).isFile())
    return say(response, 404, 'not found');
  // Names of built files hold a hash of their content; the document names them.
  const caching = wanted === '/index.html' ? 'no-cache' : 'public, max-age=31536000, immutable';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': caching, 'X-Content-Type-Options': 'nosniff' });
  if (method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** A path with a broken percent sign names no file. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function say(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(`${text}\n`);
}
