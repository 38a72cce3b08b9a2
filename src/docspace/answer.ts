import {
  type CallFacts,
  type DocSpaceError,
  Forbidden,
  Invalid,
  MissingScope,
  NotFound,
  PaymentRequired,
  RateLimited,
  Unauthorized,
  UnexpectedAnswer,
  Unreachable,
} from './errors.ts';
import type { Answer, Call } from './request.ts';
import { envelopeSchema, problemSchema } from './schemas.ts';

/** The error an HTTP status stands for; undefined for a success. Statuses decide, never messages: those are localised. */
export function errorFor(facts: CallFacts, status: number, text: string): DocSpaceError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401) return new Unauthorized('the key is not accepted', facts);
  if (status === 402) return new PaymentRequired('the portal’s plan does not allow it', facts);
  // An empty 403 is about the key's scopes, one with a body about its owner's role (docspace-api §4.3).
  if (status === 403)
    return text.trim() === ''
      ? new MissingScope('the key lacks a scope', facts)
      : new Forbidden('the key’s owner lacks the role', facts);
  // Only a body with an error names something that is not there. A suspended portal, a wrong address or a proxy answers
  // 404 as well, without one; so it does for a malformed id, which is never sent (docspace-api §3).
  if (status === 404)
    return carriesError(text)
      ? new NotFound('not found', facts)
      : new UnexpectedAnswer('a 404 that is not about a group or a person', facts);
  if (status === 429) return new RateLimited('too many calls', facts);
  if (status >= 500) return new Unreachable(`the portal failed with ${status}`, facts);
  if (status >= 300 && status < 400) return new UnexpectedAnswer(`redirected with ${status}`, facts);
  return new Invalid(`not accepted (${status})`, facts, firstSentence(text));
}

/** The payload of a success, checked against the call's schema; an error inside a success is unexpected. */
export function readEnvelope<T>(call: Call<T>, facts: CallFacts, text: string): Answer<T>;
export function readEnvelope(call: Call<unknown>, facts: CallFacts, text: string): Answer<unknown> {
  if (!call.schema && text.trim() === '') return { payload: undefined };
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) throw new UnexpectedAnswer('the answer is no portal answer', facts);
  const { error, status, statusCode, response, total } = envelope.data;
  if (error || status === 1 || (statusCode ?? 200) >= 400)
    throw new UnexpectedAnswer('a success that carries an error', facts);
  if (!call.schema) return { payload: undefined };
  const payload = call.schema.safeParse(response);
  if (!payload.success) throw new UnexpectedAnswer('the answer has another shape', facts);
  return { payload: payload.data, ...(total === undefined ? {} : { total }) };
}

function carriesError(text: string): boolean {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  return envelope.success && Boolean(envelope.data.error);
}

/** The portal's own first sentence: shape A's message, else the first entry of shape B. */
function firstSentence(text: string): string | undefined {
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) return undefined;
  const problem = problemSchema.safeParse(envelope.data.response);
  const first = problem.success ? Object.values(problem.data.errors)[0]?.[0] : undefined;
  return envelope.data.error?.message ?? first;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
