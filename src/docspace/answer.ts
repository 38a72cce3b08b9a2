import {
  type AddressFault,
  type CallFacts,
  DamagedGroup,
  type DocSpaceError,
  Forbidden,
  InternalFault,
  Invalid,
  IpRestricted,
  MissingScope,
  NotFound,
  PaymentRequired,
  PortalClosed,
  RateLimited,
  Unauthorized,
  UnexpectedAnswer,
  Unreachable,
  WrongPortal,
} from './errors.ts';
import type { KeyStatus } from './key-status.ts';
import type { AnswerBody } from './read-body.ts';
import type { Answer, Call } from './request.ts';

/** An HTTP response that was read. */
export interface Received {
  /** The requested URL. */
  url: string;
  status: number;
  location: string | null;
  body: AnswerBody;
}

type Exception = Extract<AnswerBody, { shape: 'exception' }>;

/** Thrown for a missing role, before anything is written (docspace-api §12). */
const SECURITY_EXCEPTION = /(?:Authorizing|Security|UnauthorizedAccess)Exception$/;
/** A group has two managers instead of one, or the database failed transiently (docspace-api §12, §13). */
const INVALID_OPERATION = 'System.InvalidOperationException';
const ARGUMENT_EXCEPTION = /^System\.Argument\w*Exception$/;
/** The only message that is compared: it is a constant in the server's source, all others are localized. */
const NO_SUCH_PORTAL = 'Could not resolve current tenant';

/** The error for a response with an error status. Its effect is `unanswered` unless the portal itself certainly answered. */
export function errorFor(call: CallFacts, answer: Received, key: KeyStatus): DocSpaceError {
  const { status, body } = answer;
  const none: CallFacts = { ...call, effect: 'none' };
  const answered: CallFacts = { ...call, effect: 'answered' };
  if (status === 401) return new Unauthorized('the key is not accepted', none, key.refusal());
  if (status === 429) return new RateLimited('too many calls', none);
  if (status >= 300 && status < 400) return new WrongPortal(`redirected with ${status}`, call, redirectFault(answer));
  if (isGateway(status)) return new Unreachable(`a server in front of the portal failed with ${status}`, call);
  if (body.shape === 'exception') return exceptionError(none, answered, status, body);
  if (body.shape === 'problem') return problemError(none, answered, status);
  if (body.shape === 'empty' && status === 403) return new MissingScope('the key lacks a scope', none);
  if (body.shape === 'string' && status === 403) return new IpRestricted('not from this address', none);
  if (body.shape === 'invalid' && status === 400) return new Invalid('not accepted (400)', none, body.detail);
  if (body.shape === 'html' && status === 404) return new WrongPortal('a web page with 404', call, 'not-docspace');
  if (body.shape === 'invalid' || body.shape === 'failure' || body.shape === 'payload')
    return new InternalFault(`the portal failed with ${status}`, answered);
  if (status >= 500) return new Unreachable(`failed with ${status}`, call);
  return new UnexpectedAnswer(`an answer with ${status} that is not the portal’s`, call);
}

/** Statuses of a proxy that got no answer from the portal, which can still be processing the call. */
export function isGateway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** Shape A: an exception in the portal, thrown before or after it wrote something. */
function exceptionError(none: CallFacts, answered: CallFacts, status: number, thrown: Exception): DocSpaceError {
  if (status === 404) return new NotFound('not found', none);
  if (status === 402) return new PaymentRequired('the plan does not allow it', answered);
  if (status === 403 && SECURITY_EXCEPTION.test(thrown.type))
    return new Forbidden('the key’s owner lacks the role', none);
  if (status === 400 && ARGUMENT_EXCEPTION.test(thrown.type))
    return new Invalid('not accepted (400)', answered, thrown.message || undefined);
  if (status === 500 && thrown.message.includes(NO_SUCH_PORTAL))
    return new WrongPortal('no portal of this name', answered, 'unknown');
  if (status === 403 && thrown.type === INVALID_OPERATION) {
    const groupId = groupOf(answered);
    if (groupId !== undefined) return new DamagedGroup('the group cannot be read', answered, groupId);
    if (isGroupList(answered)) return new DamagedGroup('a group of this list cannot be read', answered);
  }
  return new InternalFault(`the portal failed with ${status}`, answered);
}

/** Problem details without an envelope come from filters, which run before the endpoint. */
function problemError(none: CallFacts, answered: CallFacts, status: number): DocSpaceError {
  if (status === 402) return new PaymentRequired('the portal is not paid for', none);
  if (status === 403) return new PortalClosed('the portal is in maintenance', none, 'maintenance');
  if (status === 404) return new PortalClosed('the portal is suspended', none, 'suspended');
  return new InternalFault(`the portal failed with ${status}`, answered);
}

/** The group a call is about. A move names two, and a DELETE of the group itself works on a damaged one. */
function groupOf({ method, path }: CallFacts): string | undefined {
  const [, id, below] = /^\/group\/([0-9a-f-]{36})(\/members|\/manager)?$/i.exec(path) ?? [];
  return method === 'DELETE' && below === undefined ? undefined : id;
}

/** Whether a call lists groups: all of them, or those of a person, a room, a folder or a file. */
function isGroupList({ method, path }: CallFacts): boolean {
  return method === 'GET' && /^\/group(\/(user|room|folder|file)\/[^/]+)?$/.test(path);
}

function redirectFault({ url, location }: Received): AddressFault {
  if (location === null || !URL.canParse(location, url)) return 'moved';
  const [from, to] = [new URL(url), new URL(location, url)];
  if (to.hostname !== from.hostname) return 'moved';
  return from.protocol === 'http:' && to.protocol === 'https:' ? 'needs-https' : 'not-docspace';
}

/** The payload of a success, parsed with the call's schema; a success that contains an error is unexpected. */
export function payloadOf<T>(call: Call<T>, facts: CallFacts, body: AnswerBody): Answer<T>;
export function payloadOf(call: Call<unknown>, facts: CallFacts, body: AnswerBody): Answer<unknown> {
  if (!call.schema && body.shape === 'empty') return { payload: undefined };
  const answered: CallFacts = { ...facts, effect: 'answered' };
  if (body.shape === 'html') throw new WrongPortal('a web page instead of an answer', facts, 'not-docspace');
  if (body.shape === 'empty' || body.shape === 'string' || body.shape === 'unknown')
    throw new UnexpectedAnswer('the answer is no portal answer', facts);
  if (body.shape !== 'payload') throw new UnexpectedAnswer('a success that carries an error', answered);
  if (!call.schema) return { payload: undefined };
  const payload = call.schema.safeParse(body.response);
  if (!payload.success) throw new UnexpectedAnswer('the answer has another shape', answered);
  return { payload: payload.data, ...(body.total === undefined ? {} : { total: body.total }) };
}
