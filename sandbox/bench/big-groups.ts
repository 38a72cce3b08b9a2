import http from 'node:http';
import fetch from 'node-fetch';
import type { Clock } from '../../src/clock.ts';
import { createClient, type DocSpace, type Fetch } from '../../src/docspace/index.ts';
import { CAST } from '../cast.ts';
import { type Portal, startPortal } from '../docspace/index.ts';
import { AnswerBytes } from './answer-bytes.ts';
import { type Compared, compare, timed } from './measure.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const MEMBERS = 10_000;

/** What a portal with a group of 10,000 members and a manager of 1,500 groups costs; bytes of decompressed answers. */
export interface BigGroupNumbers {
  /** Opening the group, turning five pages, adding 25 people and removing 25. */
  changeBytes: number;
  /** Memory of that at its peak, garbage included. */
  changeMemoryBytes: number;
  /** All members, page by page. */
  wholeBytes: number;
  /** A page of 100 groups of the manager. */
  managedPageBytes: number;
  /** An answer while typing a name, compared with the same call made with node-fetch alone. */
  typeahead: Compared;
}

/** Measures the group service at a large portal. */
export async function benchBigGroups(clock: Clock, rounds: number): Promise<BigGroupNumbers> {
  const portal = await startPortal({ people: PEOPLE, seed: 1, crowd: 12_500, groups: 0, clock });
  const agent = new http.Agent({ keepAlive: true });
  const overWire: Fetch = (url, init) => fetch(url, { ...init, agent });
  const clientOver = (send: Fetch) =>
    createClient({ baseUrl: portal.url, apiKey: portal.keys.owner, clock, fetch: send });
  try {
    const group = fill(portal);
    const typeahead = await benchTypeahead(clientOver, overWire, rounds);
    const [change, whole, managed] = [new AnswerBytes(), new AnswerBytes(), new AnswerBytes()];
    await clientOver(managed.counting(overWire)).groups.list({ personId: group.managerId, managed: true, count: 100 });
    await clientOver(whole.counting(overWire)).groups.get(group.id);
    await openPageAndChange(clientOver(change.counting(overWire)), group);
    return {
      typeahead,
      changeBytes: change.bytes,
      changeMemoryBytes: await change.memoryOfReplay((replay) => openPageAndChange(clientOver(replay), group)),
      wholeBytes: whole.bytes,
      managedPageBytes: managed.bytes,
    };
  } finally {
    agent.destroy();
    await portal.stop();
  }
}

interface BigGroup {
  id: string;
  managerId: string;
  /** 25 people outside, and 25 members. */
  add: string[];
  remove: string[];
}

function fill(portal: Portal): BigGroup {
  const users = portal.people().filter(({ role, status }) => role === 'user' && status === 'active');
  const ids = users.map((person) => person.id);
  const managerId = PEOPLE[0]?.id ?? '';
  for (let n = 1; n < 1_500; n += 1) portal.addGroup({ name: `Shift ${n}`, managerId });
  const { id } = portal.addGroup({ name: 'Big', managerId, memberIds: ids.slice(0, MEMBERS - 1) });
  return { id, managerId, add: ids.slice(MEMBERS, MEMBERS + 25), remove: ids.slice(0, 25) };
}

async function openPageAndChange({ groups }: DocSpace, { id, add, remove }: BigGroup): Promise<void> {
  await groups.head(id);
  for (let startIndex = 0; startIndex < 600; startIndex += 100) await groups.members(id, { startIndex });
  const { group: before } = await groups.withPeople(id, [...add, ...remove]);
  await groups.update(id, { add, remove, before });
}

async function benchTypeahead(clientOver: (send: Fetch) => DocSpace, send: Fetch, rounds: number): Promise<Compared> {
  const typing = (client: DocSpace) =>
    client.for({ person: 'ana', urgency: 'typeahead' }).people.search({ text: 'an', count: 100 });
  let sent: Parameters<Fetch> | undefined;
  await typing(
    clientOver((url, { signal: _deadline, ...init }) => {
      sent = [url, init];
      return send(url, init);
    }),
  );
  const client = clientOver(send);
  const bare = async () => {
    if (!sent) throw new Error('the search sent nothing');
    let text = '';
    for await (const chunk of (await send(...sent)).body ?? []) text += chunk;
    JSON.parse(text);
  };
  return compare(
    rounds,
    async () => [await timed(() => typing(client))],
    async () => [await timed(bare)],
  );
}
