import type { IncomingMessage } from 'node:http';
import { readBody } from '../read-body.ts';

/** Largest body the workspace takes, in bytes. */
const LARGEST_BODY = 4_000_000;

/** Arguments whose values are JSON texts when they travel in a form; any other text stays as it is. */
const NESTED = new Set(['attachments', 'blocks', 'message', 'metadata', 'unfurls', 'view']);

/** A body that is not what its content type says, by Slack's name for that. */
export class UnreadableBody extends Error {
  readonly error: 'invalid_json' | 'json_not_object' | 'invalid_form_data' | 'request_too_large';

  constructor(error: UnreadableBody['error']) {
    super(error);
    this.error = error;
  }
}

/** Reads a request's whole body; throws an UnreadableBody when it is too large. */
export async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request, LARGEST_BODY);
  if (!body) throw new UnreadableBody('request_too_large');
  return body;
}

/** A JSON object; nothing at all is an empty one. */
export function readJson(body: Buffer): Record<string, unknown> {
  const parsed = jsonOf(body.toString('utf8') || '{}');
  if (parsed === undefined) throw new UnreadableBody('invalid_json');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new UnreadableBody('json_not_object');
  return { ...parsed };
}

/** Web API arguments: JSON, or a form of either kind whose nested values are JSON texts. */
export async function readArguments(contentType: string, body: Buffer): Promise<Record<string, unknown>> {
  const given = contentType.startsWith('application/json')
    ? Object.entries(readJson(body))
    : await readForm(contentType, body);
  return withNested(given);
}

/** Web API arguments in an address, as in a form. */
export function readQuery(query: URLSearchParams): Record<string, unknown> {
  return withNested([...query]);
}

function withNested(given: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(given.map(([name, value]) => [name, NESTED.has(name) ? nested(value) : value]));
}

async function readForm(contentType: string, body: Buffer): Promise<[string, unknown][]> {
  if (!contentType.startsWith('multipart/form-data')) return [...new URLSearchParams(body.toString('utf8'))];
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
    return [...form];
  } catch {
    throw new UnreadableBody('invalid_form_data');
  }
}

function nested(value: unknown): unknown {
  return typeof value === 'string' ? (jsonOf(value) ?? value) : value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
