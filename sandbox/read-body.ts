import type { IncomingMessage } from 'node:http';

/**
 * Reads a request’s whole body. Undefined as soon as it is larger than so many bytes: the rest is thrown away, so that the
 * client gets to reading its answer.
 * @throws Error when the client hangs up first
 */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the client hung up')));
  });
}
