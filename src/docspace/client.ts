import type { Groups } from './group-api.ts';
import { createGroups } from './groups.ts';
import { createKeyStatus } from './key-status.ts';
import { createOneWriter, type OneWriter } from './one-writer.ts';
import { createPeople, type People } from './people.ts';
import type { CallContext, RequestOptions, Send } from './request.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { type ApiKey, apiKeySchema, versionSchema } from './schemas.ts';
import { createSend } from './send.ts';

/** A DocSpace portal, as far as groups need it. */
export interface DocSpace {
  groups: Groups;
  people: People;
  rooms: Rooms;
  keys: {
    /** The key in use; answers for any valid key, whatever its scopes. The client remembers when it expires. */
    self(): Promise<ApiKey>;
  };
  /** The portal's version, such as `3.7.2`; needs no scope. */
  version(): Promise<string>;
  /** The same client with this context for its calls; it overrides the current one. */
  for(context: CallContext): DocSpace;
}

type Defaults = 'deadlineMs' | 'writeDeadlineMs' | 'totalMs' | 'random';

/**
 * Options of {@link createClient}: `deadlineMs` limits one attempt of a read (10 s), `writeDeadlineMs` one of a write (60 s),
 * `totalMs` a call with its queueing and retries (25 s).
 */
export type ClientOptions = Omit<RequestOptions, Defaults> &
  Partial<Pick<RequestOptions, Defaults>> & {
    /** Serializes writes per group; by default within this process only. Needed where several processes share a portal. */
    oneWriter?: OneWriter | undefined;
  };

/** A client of one portal with one key. */
export function createClient({ oneWriter = createOneWriter(), ...options }: ClientOptions): DocSpace {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const request: RequestOptions = {
    deadlineMs: 10_000,
    writeDeadlineMs: 60_000,
    totalMs: 25_000,
    random: Math.random,
    ...options,
    baseUrl,
  };
  const key = createKeyStatus(() => request.clock.now());
  const send = createSend(request, key);
  const { clock, stopping } = request;
  const clientFor = (context: CallContext): DocSpace => {
    const sendInContext: Send = (call) => send({ ...call, context: { ...context, ...call.context } });
    return {
      groups: createGroups({ send: sendInContext, clock, oneWriter, ...(stopping ? { stopping } : {}) }),
      people: createPeople(sendInContext),
      rooms: createRooms(sendInContext, clock),
      keys: {
        async self() {
          const { payload } = await sendInContext({ method: 'GET', path: '/keys/@self', schema: apiKeySchema });
          key.expiresAt(payload.expiresAt);
          return payload;
        },
      },
      version: async () =>
        (await sendInContext({ method: 'GET', path: '/settings/version/build', schema: versionSchema })).payload,
      for: (more) => clientFor({ ...context, ...more }),
    };
  };
  return clientFor({});
}
