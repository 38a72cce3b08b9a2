import { createReadStream, existsSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
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
export function sendFile(path: string, response: ServerResponse): void {
  const wanted = normalize(path === '/' ? '/index.html' : path);
  const file = join(BUILT, wanted);
  const type = TYPES[extname(file)];
  if (!type || !file.startsWith(BUILT) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
    return;
  }
  // Names of built files hold a hash of their content; the document names them.
  const caching = wanted === '/index.html' ? 'no-cache' : 'public, max-age=31536000, immutable';
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': caching, 'X-Content-Type-Options': 'nosniff' });
  createReadStream(file).pipe(response);
}
