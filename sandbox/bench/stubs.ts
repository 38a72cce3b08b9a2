import { Readable } from 'node:stream';
import type { Access } from '../../src/access/index.ts';
import type { Clock } from '../../src/clock.ts';
import { createClient, type DocSpace, type FetchAnswer } from '../../src/docspace/index.ts';

/** A portal within the process, in which every group is empty: for measurements of the database alone. */
export function noPortal(clock: Clock): DocSpace {
  const deleted = new Set<string>();
  return createClient({
    baseUrl: 'https://portal.example',
    apiKey: 'sk-bench',
    clock,
    fetch: async (url, { method }) => {
      const id = /\/group\/([^/?]+)/.exec(url)?.[1] ?? '';
      if (deleted.has(id)) return answer(404, { error: { message: 'not found' } });
      if (method === 'DELETE') deleted.add(id);
      const response = id ? { id, name: 'Crew', membersCount: 0 } : [];
      return answer(200, { response, total: 0, status: 0, statusCode: 200 });
    },
  });
}

function answer(status: number, body: object): FetchAnswer {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  return { ok: status < 300, status, headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) };
}

/** Each account is a person of its own with every right. */
export const noAccess: Access = {
  async require(slackId) {
    const person = {
      id: `p-${slackId}`,
      displayName: slackId,
      firstName: slackId,
      lastName: '',
      email: `${slackId}@acme.example`,
    };
    return { slackId, person: { ...person, status: 'active', confirmed: true, role: 'admin' } };
  },
  async statusOf() {
    return { known: false, why: 'no-docspace-account' };
  },
};
