import { createGroups, type Groups } from './groups.ts';
import { createPeople, type People } from './people.ts';
import { createSend, type RequestOptions } from './request.ts';
import { type ApiKey, apiKeySchema } from './schemas.ts';

/** A DocSpace portal, as far as groups need it. */
export interface DocSpace {
  groups: Groups;
  people: People;
  keys: {
    /** The key in use; answers for any valid key, whatever its scopes. */
    self(): Promise<ApiKey>;
  };
}

/** What a client is made from: `deadlineMs` bounds one attempt (10 s), `totalMs` a call with its wait and repetitions (25 s). */
export type ClientOptions = Omit<RequestOptions, 'deadlineMs' | 'totalMs' | 'random'> &
  Partial<Pick<RequestOptions, 'deadlineMs' | 'totalMs' | 'random'>>;

/** A client of one portal with one key. */
export function createClient(options: ClientOptions): DocSpace {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const request = { deadlineMs: 10_000, totalMs: 25_000, random: Math.random, ...options, baseUrl };
  const send = createSend(request);
  return {
    groups: createGroups(send, request),
    people: createPeople(send),
    keys: {
      self: async () => (await send({ method: 'GET', path: '/keys/@self', schema: apiKeySchema })).payload,
    },
  };
}
