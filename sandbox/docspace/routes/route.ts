import type { CastRole } from '../../cast.ts';
import type { CallLink, Payload, PortalAnswer } from '../answer.ts';
import type { Body } from '../body.ts';
import type { Query } from '../query.ts';
import type { PortalKey } from '../types.ts';
import type { Viewer } from '../wire.ts';
import type { Pace } from '../writes.ts';

/** A call as an endpoint sees it, after route, key and scope were checked. */
export interface RouteCall extends CallLink, Viewer {
  key: PortalKey;
  params: Readonly<Record<string, string>>;
  query: Query;
  /** Throws where there is no object to read. */
  body(): Body;
  /** How rows are written. */
  pace: Pace;
}

/** What an endpoint gives back: a payload for the envelope, or an answer of its own. */
export type Outcome = Payload | PortalAnswer;

interface Places {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{id}` takes a UUID and nothing else, `{word}` anything. */
  path: string;
  /** Scopes of which one suffices; undefined: any valid key. */
  scopes?: readonly string[];
  /** Portals before 3.7 let any key with a known scope in. */
  openBefore37?: boolean;
  /** Roles that may call it, asked after body and query were read; undefined: the endpoint decides. */
  roles?: readonly CastRole[];
  takesBody?: boolean;
}

/** One endpoint as it is written down. */
interface Endpoint<Input> extends Places {
  /** Reads body and query before the role is asked; what does not fit throws a 400. */
  read(call: RouteCall): Input;
  run(call: RouteCall, input: Input): Outcome | Promise<Outcome>;
}

/** One endpoint as the server uses it: `prepare` reads, what it returns acts. */
export interface Route extends Places {
  prepare(call: RouteCall): () => Outcome | Promise<Outcome>;
}

/** Ties what an endpoint reads to what it does. */
export function route<Input>({ read, run, ...places }: Endpoint<Input>): Route {
  return {
    ...places,
    prepare(call) {
      const input = read(call);
      return () => run(call, input);
    },
  };
}

/** For endpoints that read neither body nor query. */
export const nothing = (): undefined => undefined;

/** docspace-api §4.3: `accounts:write` does not open GET /group. */
export const READ_SCOPES = ['accounts:read', '*:read', '*:write'];
export const WRITE_SCOPES = ['accounts:write', '*:write'];
export const PEOPLE_SCOPES = ['accounts:read', 'accounts:write', '*:read', '*:write'];
export const SELF_SCOPES = ['accounts.self:read', 'accounts.self:write', '*:read', '*:write'];

export const ROOM_READ_SCOPES = ['rooms:read', 'rooms:write', '*:read', '*:write'];
export const ROOM_WRITE_SCOPES = ['rooms:write', '*:write'];

/** docspace-api §4.4. */
export const READERS: readonly CastRole[] = ['owner', 'admin', 'roomAdmin'];
export const WRITERS: readonly CastRole[] = ['owner', 'admin'];
