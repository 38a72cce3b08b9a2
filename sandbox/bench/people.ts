import http from 'node:http';
import fetch from 'node-fetch';
import type { Clock } from '../../src/clock.ts';
import type { Fetch } from '../../src/docspace/index.ts';
import type { Requests } from '../../src/requests/index.ts';
import { CAST } from '../cast.ts';
import { type Portal, startPortal } from '../docspace/index.ts';
import { AnswerBytes } from './answer-bytes.ts';
import { sqliteFile } from './databases.ts';
import { benchAccess, benchRequests } from './request-service.ts';

const INES = 'U0INES';
const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));

/** What it costs to add many people to a group by one request. */
export interface PeopleNumbers {
  people: number;
  /** Of them, those who are in the group then. */
  added: number;
  reads: number;
  writes: number;
  /** Of requests with their addresses, and of decompressed answers. */
  sentBytes: number;
  answeredBytes: number;
  /** Of the whole change at its peak, garbage included. */
  memoryBytes: number;
  /** How long it takes by the portal's clock. */
  tookMs: number;
}

/**
 * Adds many people to a group by one request, at a portal that takes as long for each as the measured one. Its time is
 * not waited for: the clock of both sides moves on instead, so that batches have the sizes they would have.
 */
export async function benchPeople(people: number): Promise<PeopleNumbers> {
  const clock = new SkippingClock();
  const portal = await startPortal({
    people: PEOPLE,
    seed: 1,
    crowd: people * 2,
    groups: 0,
    clock,
    cost: { scale: 1 },
  });
  const agent = new http.Agent({ keepAlive: true });
  try {
    const asked = ask(portal, people);
    const wire = new Wire(clock);
    const answers = new AnswerBytes();
    const began = clock.now();
    await change(portal, clock, wire.counting(answers.counting((url, init) => fetch(url, { ...init, agent }))), asked);
    const tookMs = clock.now() - began;
    const { memberIds } = portal.group('All people');
    return {
      people,
      added: asked.add.filter(({ id }) => memberIds.has(id)).length,
      reads: answers.calls - wire.writes,
      writes: wire.writes,
      sentBytes: wire.bytes,
      answeredBytes: answers.bytes,
      memoryBytes: await answers.memoryOfReplay((replay) => change(portal, clock, wire.asLong(replay), asked)),
      tookMs,
    };
  } finally {
    agent.destroy();
    await portal.stop();
  }
}

interface Asked {
  group: { id: string; name: string; members: [] };
  add: { id: string; name: string }[];
}

function ask(portal: Portal, count: number): Asked {
  const { id, name } = portal.addGroup({ name: 'All people', managerId: PEOPLE[0]?.id ?? '' });
  const users = portal.people().filter(({ role, status }) => role === 'user' && status === 'active');
  const add = users.slice(0, count).map((user) => ({ id: user.id, name: `${user.firstName} ${user.lastName}` }));
  return { group: { id, name, members: [] }, add };
}

/** The request from its draft to its outcome, in a database of its own. */
async function change(portal: Portal, clock: Clock, send: Fetch, { group, add }: Asked): Promise<void> {
  const database = await sqliteFile(clock);
  try {
    const store = await database.open();
    const requests = benchRequests({ store, clock, ...benchAccess({ store, portal, clock }, send) });
    await carryOut(requests, group, add);
  } finally {
    await database.drop();
  }
}

async function carryOut(requests: Requests, group: Asked['group'], add: Asked['add']): Promise<void> {
  const [edit, origin] = [
    { add, remove: [] },
    { userId: INES, channelId: 'C0REQUESTS' },
  ];
  const draftId = await requests.openDraft({ kind: 'edit', account: INES, group, origin, edit });
  const submission = { draftId, account: INES, reason: '', channel: origin.channelId, wanted: edit };
  const outcome = await requests.carryOut(await requests.submit(submission), () => undefined);
  if (!outcome || 'failed' in outcome) throw new Error('the people were not added');
  await requests.reporter.idle();
}

/** Counts what is sent, and how long each write took, so that it takes as long when its answer is played again. */
class Wire {
  bytes = 0;
  readonly #clock: SkippingClock;
  readonly #tookMs: number[] = [];

  constructor(clock: SkippingClock) {
    this.#clock = clock;
  }

  get writes(): number {
    return this.#tookMs.length;
  }

  counting(send: Fetch): Fetch {
    return async (url, init) => {
      this.bytes += Buffer.byteLength(url) + Buffer.byteLength(init.body ?? '');
      const began = this.#clock.now();
      const answer = await send(url, init);
      if (init.method !== 'GET') this.#tookMs.push(this.#clock.now() - began);
      return answer;
    };
  }

  asLong(send: Fetch): Fetch {
    const left = [...this.#tookMs];
    return async (url, init) => {
      const answer = await send(url, init);
      if (init.method !== 'GET') await this.#clock.sleep(left.shift() ?? 0);
      return answer;
    };
  }
}

/** Time in which every pause is over at once, and which moves on by it; deadlines never come. */
class SkippingClock implements Clock {
  #now = Date.UTC(2026, 10, 2, 9);

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += Math.ceil(ms);
    await new Promise((resolve) => setImmediate(resolve));
  }

  after(): () => void {
    return () => undefined;
  }
}
