import type { IncomingMessage } from 'node:http';

/** Largest body the workspace takes, in bytes. */
const LARGEST_BODY = 4_000_000;

/** Reads a request's whole body. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new Error('body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Web API arguments: a form whose nested values are JSON texts, or JSON. */
export function readArguments(contentType: string, body: string): Record<string, unknown> {
  if (contentType.startsWith('application/json')) {
    const parsed: unknown = body ? JSON.parse(body) : {};
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  }
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, nested(value)]));
}

function nested(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
