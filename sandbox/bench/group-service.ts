import http from 'node:http';
import fetch from 'node-fetch';
import { z } from 'zod';
import type { Clock } from '../../src/clock.ts';
import { createClient, type Fetch } from '../../src/docspace/index.ts';
import { CAST } from '../cast.ts';
import { startPortal } from '../docspace/index.ts';
import { type Compared, compare, timed } from './measure.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const created = z.object({ response: z.object({ id: z.string() }) });

/** A call as the group service sent it. */
interface Sent {
  method: string;
  url: string;
  init: Parameters<Fetch>[1];
  /** Whether it was sent while the call before it was under way. */
  beside: boolean;
}

/** A deadline for each bare call, as no program would call a server without one. */
const DEADLINE_MS = 10_000;

/**
 * create → get → update → delete through the group service, beside the same calls made with node-fetch and a deadline
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
    const sent: Sent[] = [];
    const id = await cycle(recording(overWire, sent));
    const compared = await compare(
      rounds,
      async () => [await timed(() => runCycle(groups, manager, member))],
      async () => [await timed(() => repeat(sent, id, overWire))],
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

/** A fetch that writes down what it sends. */
function recording(send: Fetch, sent: Sent[]): Fetch {
  let underWay = 0;
  return async (url, init) => {
    const { signal: _deadline, ...plain } = init;
    sent.push({ method: init.method, url, init: plain, beside: underWay > 0 });
    underWay += 1;
    try {
      return await send(url, init);
    } finally {
      underWay -= 1;
    }
  };
}

/** Sends the same calls again, those beside each other beside each other, about the group that the first one makes. */
async function repeat(sent: readonly Sent[], oldId: string, send: Fetch): Promise<void> {
  let id = oldId;
  let underWay: Promise<unknown>[] = [];
  for (const { method, url, init, beside } of sent) {
    if (!beside) {
      await Promise.all(underWay);
      underWay = [];
    }
    const answer = withDeadline((signal) => send(url.replaceAll(oldId, id), { ...init, signal }).then(readJson));
    underWay.push(answer);
    if (method === 'POST') id = created.parse(await answer).response.id;
  }
  await Promise.all(underWay);
}

async function withDeadline<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), DEADLINE_MS);
  try {
    return await call(over.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function readJson({ body }: Awaited<ReturnType<Fetch>>): Promise<unknown> {
  let text = '';
  for await (const chunk of body ?? []) text += chunk;
  return text ? JSON.parse(text) : undefined;
}
