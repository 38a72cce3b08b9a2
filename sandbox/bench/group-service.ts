import http from 'node:http';
import fetch from 'node-fetch';
import { z } from 'zod';
import type { Clock } from '../../src/clock.ts';
import { createClient, type Fetch } from '../../src/docspace/index.ts';
import { CAST } from '../cast.ts';
import { startPortal } from '../docspace/index.ts';
import { type Compared, compare, timed } from './measure.ts';
import { recording, repeat, type SentCall } from './recorded-calls.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const created = z.object({ response: z.object({ id: z.string() }) });
const idOf = (answer: unknown) => created.parse(answer).response.id;

/**
 * create → get → update → delete through the group service, compared with the same calls made with node-fetch and a deadline
 * each, and nothing else.
 */
export async function benchGroupService(clock: Clock, rounds: number): Promise<Compared & { calls: string[] }> {
  const portal = await startPortal({ people: PEOPLE, seed: 1, clock });
  const agent = new http.Agent({ keepAlive: true });
  const overWire: Fetch = (url, init) => fetch(url, { ...init, agent });
  const [manager = '', member = ''] = PEOPLE.map((person) => person.id);
  const cycle = async (send: Fetch): Promise<string> => {
    const { groups } = createClient({ baseUrl: portal.url, apiKey: portal.keys.owner, clock, fetch: send });
    return runCycle(groups, manager, member);
  };
  const { groups } = createClient({ baseUrl: portal.url, apiKey: portal.keys.owner, clock, fetch: overWire });
  try {
    const sent: SentCall[] = [];
    const id = await cycle(recording(overWire, sent));
    const compared = await compare(
      rounds,
      async () => [await timed(() => runCycle(groups, manager, member))],
      async () => [await timed(() => repeat(sent, { oldId: id, send: overWire, idOf }))],
    );
    const calls = sent.map(({ method, url }) => `${method} ${new URL(url).pathname.slice(8).replace(id, '{id}')}`);
    return { ...compared, calls };
  } finally {
    agent.destroy();
    await portal.stop();
  }
}

async function runCycle(
  groups: ReturnType<typeof createClient>['groups'],
  managerId: string,
  member: string,
): Promise<string> {
  const { group } = await groups.create({ name: 'Bench', managerId, memberIds: [member] });
  await groups.get(group.id);
  await groups.update(group.id, { name: 'Bench 2', remove: [member], before: group });
  await groups.delete(group.id);
  return group.id;
}
