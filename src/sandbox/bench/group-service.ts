import http from 'node:http';
import fetch from 'node-fetch';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { createClient } from '../../docspace/index.ts';
import { CAST } from '../cast.ts';
import { startPortal } from '../portal/index.ts';
import { type Compared, compare, timed } from './measure.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const created = z.object({ response: z.object({ id: z.string() }) });

/** create → get → update → delete through the group service, beside the same four calls made with node-fetch alone. */
export async function benchGroupService(clock: Clock, rounds: number): Promise<Compared> {
  const portal = await startPortal({ people: PEOPLE, seed: 1, clock });
  const agent = new http.Agent({ keepAlive: true });
  const client = createClient({
    baseUrl: portal.url,
    apiKey: portal.keys.owner,
    clock,
    fetch: (url, init) => fetch(url, { ...init, agent }),
  });
  const [manager = '', member = ''] = PEOPLE.map((person) => person.id);
  const ours = async () => {
    const { group } = await client.groups.create({ name: 'Bench', managerId: manager, memberIds: [member] });
    await client.groups.get(group.id);
    await client.groups.update(group.id, { name: 'Bench 2', remove: [member] });
    await client.groups.delete(group.id);
  };
  const headers = {
    Authorization: `Bearer ${portal.keys.owner}`,
    'Content-Type': 'application/json',
    Accept: 'application/json',
  };
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${portal.url}/api/2.0${path}`, {
      method,
      headers,
      agent,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return text ? JSON.parse(text) : undefined;
  };
  const bare = async () => {
    const { response } = created.parse(
      await call('POST', '/group', { groupName: 'Bench', groupManager: manager, members: [member] }),
    );
    await call('GET', `/group/${response.id}`);
    await call('PUT', `/group/${response.id}`, { groupName: 'Bench 2', membersToRemove: [member] });
    await call('DELETE', `/group/${response.id}`);
  };
  try {
    return await compare(
      rounds,
      async () => [await timed(ours)],
      async () => [await timed(bare)],
    );
  } finally {
    agent.destroy();
    await portal.stop();
  }
}
