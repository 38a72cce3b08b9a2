import type { CastRole } from '../../cast.ts';
import type { Payload, PortalAnswer } from '../answers.ts';
import type { PortalKey, PortalPerson, PortalState } from '../state.ts';

/** A call as a route sees it, after key, scope and role were checked. */
export interface RouteCall {
  state: PortalState;
  key: PortalKey;
  caller: PortalPerson;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Parsed JSON; undefined when there was no body. */
  body: unknown;
  href: string;
  method: string;
}

/** One endpoint: what it answers to, who may call it, and what it does. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{id}` takes a UUID and nothing else; `{word}` takes anything. */
  path: string;
  /** Scopes of which one suffices; undefined: any valid key. */
  scopes?: readonly string[];
  /** Roles that may; checked after the body and the query. */
  roles?: readonly CastRole[];
  /** Reads and checks body and query; what it throws is a 400. */
  check?: (call: RouteCall) => void;
  run(call: RouteCall): Payload | PortalAnswer;
}

export const READ_SCOPES = ['accounts:read', '*:read', '*:write'];
export const WRITE_SCOPES = ['accounts:write', '*:write'];
export const READERS: readonly CastRole[] = ['owner', 'admin', 'roomAdmin'];
export const WRITERS: readonly CastRole[] = ['owner', 'admin'];

export const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
