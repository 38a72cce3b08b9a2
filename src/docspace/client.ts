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
  /** The portal's version, such as `3.7.2`; portals tell it to anybody. */
  version(): Promise<string>;
  /** The same client with its calls made for that person, with that urgency, until the signal; over what held before. */
  for(context: CallContext): DocSpace;
}

type Defaults = 'deadlineMs' | 'writeDeadlineMs' | 'totalMs' | 'random';

/**
 * What a client is made from: `deadlineMs` bounds one attempt of a read (10 s), `writeDeadlineMs` one of a write (60 s),
 * `totalMs` a call with its wait and repetitions (25 s).
 */
export type ClientOptions = Omit<RequestOptions, Defaults> &
  Partial<Pick<RequestOptions, Defaults>> & {
    /** Orders writes about one group; needed where several processes work with one portal. By default within this one. */
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
