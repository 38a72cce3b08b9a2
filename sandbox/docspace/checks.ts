import { type CallLink, empty, type PortalAnswer, success } from './answer.ts';
import { Body, parseBody } from './body.ts';
import { accessDenied, InvalidInput, PortalRefusal, shapeB, unauthorized, unsupportedMediaType } from './errors.ts';
import { onlyFields } from './fields.ts';
import { Query } from './query.ts';
import { match } from './router.ts';
import { KNOWN_SCOPES } from './routes/keys.ts';
import type { Outcome, Route, RouteCall } from './routes/route.ts';
import type { PortalState } from './state.ts';
import type { PortalKey, PortalPerson } from './types.ts';
import type { Pace } from './writes.ts';

/** Everything below this is the portal's API. */
export const API = '/api/2.0';

/** A request once its body has been read. */
export interface PortalRequest {
  method: string;
  /** Below the API's prefix, with its query. */
  path: string;
  authorization?: string;
  contentType?: string;
  text: string;
}

/** The portal's order of checks: route, key, scope, media type, body and query, role, then the endpoint itself. */
export function answerRequest(
  state: PortalState,
  request: PortalRequest,
  pace: Pace,
): PortalAnswer | Promise<PortalAnswer> {
  const { method, path } = request;
  const url = new URL(`http://portal${path}`);
  const found = match(method, url.pathname);
  if ('allow' in found) return found.allow.length > 0 ? empty(405, { Allow: found.allow.join(', ') }) : empty(404);
  const { route, params } = found;
  const key = keyOf(state, request);
  const caller = callerOf(state, key);
  if (!key || !caller) return unauthorized(request.authorization);
  if (!opens(key, route, state)) return empty(403);
  const link: CallLink = { href: `${state.address}${API}${path}`, method };
  if (route.takesBody && !isJson(request.contentType)) return unsupportedMediaType(link);
  const query = new Query(url.searchParams);
  const body = () => new Body(parseBody(request.text));
  const call: RouteCall = { ...link, state, key, caller, params, query, body, pace };
  return answerCall(route, call);
}

function answerCall(route: Route, call: RouteCall): PortalAnswer | Promise<PortalAnswer> {
  try {
    const act = route.prepare(call);
    if (route.roles && !route.roles.includes(call.caller.role)) return accessDenied();
    const outcome = act();
    if (!(outcome instanceof Promise)) return wrapped(outcome, call);
    return outcome.then((done) => wrapped(done, call)).catch((error: unknown) => refused(error, call));
  } catch (error) {
    return refused(error, call);
  }
}

function wrapped(outcome: Outcome, call: RouteCall): PortalAnswer {
  if (!('payload' in outcome)) return outcome;
  const wanted = [...call.query.texts('fields'), ...call.query.texts('fields[]')];
  return onlyFields(
    success(outcome, call),
    wanted.flatMap((list) => list.split(',').map((name) => name.trim())).filter(Boolean),
  );
}

function refused(error: unknown, call: RouteCall): PortalAnswer {
  if (error instanceof InvalidInput) return shapeB(error.errors, call);
  if (error instanceof PortalRefusal) return error.answer;
  throw error;
}

/** Exactly `Bearer sk-…`: another case, a second blank or a bare key is no key at all. */
export function keyOf(state: PortalState, { authorization = '' }: Pick<PortalRequest, 'authorization'>) {
  const secret = /^Bearer (sk-[0-9a-f]{64})$/.exec(authorization)?.[1];
  return secret === undefined ? undefined : state.keys.get(secret);
}

/** The person a key acts for; undefined when it is expired or switched off, or when its owner is disabled. */
export function callerOf(state: PortalState, key: PortalKey | undefined): PortalPerson | undefined {
  if (!key) return undefined;
  const expired = key.expiresAt !== undefined && key.expiresAt <= state.setup.now();
  const owner = state.people.get(key.ownerId);
  if (!key.isActive || expired || owner?.status !== 'active') return undefined;
  key.lastUsedAt = state.setup.now();
  return owner;
}

function opens({ permissions }: PortalKey, { scopes, openBefore37 }: Route, { setup }: PortalState): boolean {
  if (!scopes || !permissions?.length || permissions.includes('*')) return true;
  if (openBefore37 && setup.version === '3.6') return permissions.some((scope) => KNOWN_SCOPES.includes(scope));
  return permissions.some((scope) => scopes.includes(scope));
}

function isJson(contentType = ''): boolean {
  return /^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(contentType);
}
