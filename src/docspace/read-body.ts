import { z } from 'zod';
import type { FetchAnswer } from './request.ts';

/** Most bytes of a payload, decompressed: 5,000 members with all their fields (docspace-api §13). */
export const MOST_PAYLOAD_BYTES = 8_000_000;
/** Most bytes of an error's body; the portal's contain a server stack of a few kB. */
export const MOST_ERROR_BYTES = 64_000;

/** The whole body as text; undefined if it exceeds the limit, and then the rest is not read. */
export async function readBody(body: FetchAnswer['body'], mostBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    const binary = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += binary.byteLength;
    // Leaving the loop closes the stream and its connection.
    if (bytes > mostBytes) return undefined;
    chunks.push(binary);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The shapes of a response body (docspace-api §3). */
export type AnswerBody =
  | { shape: 'empty' }
  | { shape: 'html' }
  /** A plain JSON string, the answer of the portal's IP filter. */
  | { shape: 'string' }
  /** An exception in the portal (shape A); `type` is its class, which is never localized. */
  | { shape: 'exception'; type: string; message: string }
  /** The request failed model validation (shape B); `detail` is the portal's first message. */
  | { shape: 'invalid'; detail?: string }
  /** Problem details without an envelope, from filters that run before the endpoint. */
  | { shape: 'problem' }
  /** A success, according to the body. */
  | { shape: 'payload'; response: unknown; total?: number }
  /** An envelope with an error status. */
  | { shape: 'failure' }
  | { shape: 'unknown' };

const exceptionSchema = z.object({
  error: z.object({ message: z.string().nullish(), type: z.string().nullish() }),
});
const invalidSchema = z.object({ response: z.object({ errors: z.record(z.string(), z.array(z.string())) }) });
const envelopeSchema = z
  .object({
    response: z.unknown().optional(),
    total: z.number().optional(),
    status: z.number().optional(),
    statusCode: z.number().optional(),
  })
  .refine((wire) => wire.response !== undefined || wire.statusCode !== undefined);
const problemSchema = z.object({ title: z.string(), status: z.number().min(400), response: z.undefined().optional() });

/** Parses a body; undefined is one that was too long. */
export function bodyOf(text: string | undefined): AnswerBody {
  if (text === undefined) return { shape: 'unknown' };
  const start = text.trimStart();
  if (start === '') return { shape: 'empty' };
  if (start.startsWith('<')) return { shape: 'html' };
  const json = parseJson(text);
  if (typeof json === 'string') return { shape: 'string' };
  // Error schemas are tried only on bodies that can match: a failed check costs as much as parsing the answer.
  if (holds(json, 'error')) {
    const exception = exceptionSchema.safeParse(json);
    if (exception.success) {
      const { type, message } = exception.data.error;
      return { shape: 'exception', type: type ?? '', message: message ?? '' };
    }
  }
  if (holds(json, 'title') && problemSchema.safeParse(json).success) return { shape: 'problem' };
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return { shape: 'unknown' };
  const { response, total, status, statusCode } = envelope.data;
  if (status === 1 || (statusCode ?? 200) >= 400) return invalidOf(json) ?? { shape: 'failure' };
  return { shape: 'payload', response, ...(total === undefined ? {} : { total }) };
}

function holds(json: unknown, key: string): boolean {
  return typeof json === 'object' && json !== null && key in json;
}

function invalidOf(json: unknown): AnswerBody | undefined {
  const invalid = invalidSchema.safeParse(json);
  if (!invalid.success) return undefined;
  const [detail] = Object.values(invalid.data.response.errors).flat();
  return { shape: 'invalid', ...(detail === undefined ? {} : { detail }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
