import http from 'node:http';
import fetch from 'node-fetch';
import { fingerprintOf, type GroupSnapshot } from '../../src/changes/index.ts';
import type { Clock } from '../../src/clock.ts';
import type { Fetch } from '../../src/docspace/index.ts';
import type { Requests } from '../../src/requests/index.ts';
import type { Store } from '../../src/store/index.ts';
import { CAST, TEAM } from '../cast.ts';
import { type Portal, startPortal } from '../docspace/index.ts';
import { type BenchDatabase, postgresDatabase, sqliteFile } from './databases.ts';
import { median, timed } from './measure.ts';
import { recording, repeat, type SentCall, shapeOf, sideBySide } from './recorded-calls.ts';
import { PLACE } from './request-rows.ts';
import { benchAccess, benchRequests } from './request-service.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const [requester, approver, manager, member] = ['ines', 'tomas', 'ravi', 'milo'].map(castPerson);

function castPerson(key: string): { id: string; name: string } {
  const person = CAST.find((each) => each.key === key)?.docspace;
  return { id: person?.id ?? '', name: `${person?.firstName} ${person?.lastName}` };
}

/** How many deletions were carried out, how fast, and how fast their calls to the portal are alone. */
export interface DeletionNumbers {
  count: number;
  /** Milliseconds from the first click, or from the start of the worker, until all are done. */
  oursMs: number;
  /** The same calls to the portal and nothing else. */
  bareMs: number;
  applied: number;
  /** DELETE calls that reached the portal, and groups they were about. */
  deletes: number;
  groups: number;
  calls: string[];
}

/** Deletions of small groups: waiting requests in a database, their groups in a portal. */
class Scene {
  readonly portal: Portal;
  readonly database: BenchDatabase;
  readonly #agent = new http.Agent({ keepAlive: true });
  readonly #clock: Clock;
  #groups = 0;

  constructor(portal: Portal, database: BenchDatabase, clock: Clock) {
    this.portal = portal;
    this.database = database;
    this.#clock = clock;
  }

  readonly overWire: Fetch = (url, init) => fetch(url, { ...init, agent: this.#agent });

  /** One process of the app on the database. */
  async replica(send: Fetch = this.overWire): Promise<{ store: Store; requests: Requests }> {
    const store = await this.database.open();
    const parts = { store, clock: this.#clock };
    return { store, requests: benchRequests({ ...parts, ...benchAccess({ ...parts, portal: this.portal }, send) }) };
  }

  addGroups(count: number): GroupSnapshot[] {
    return Array.from({ length: count }, () => {
      this.#groups += 1;
      const memberIds = [manager?.id ?? '', member?.id ?? ''];
      const { id, name } = this.portal.addGroup({
        name: `Crew ${this.#groups}`,
        managerId: manager?.id ?? '',
        memberIds,
      });
      const people = [manager, member].filter((person) => person !== undefined);
      return {
        id,
        name,
        ...(manager ? { manager } : {}),
        members: people,
        size: people.length,
        membersCount: people.length,
      };
    });
  }

  /** Stores requests to delete these groups; approved ones are due. */
  async ask(store: Store, groups: readonly GroupSnapshot[], state: 'waiting' | 'approved'): Promise<void> {
    const now = this.#clock.now();
    const at = { created_at: now, updated_at: now, expires_at: now + 24 * 3_600_000 };
    const fingerprints = await Promise.all(groups.map((group) => fingerprintOf(group, group.members)));
    const requests = groups.map((group, n) => ({
      ...{ id: `R-${group.id}`, kind: 'delete', draft: group.id, values_hash: 'h', state, version: 2, ...at },
      ...{ portal: this.portal.url, workspace: TEAM.id, group_id: group.id, group_name: group.name },
      ...{ shown_json: JSON.stringify(group), fingerprint: fingerprints[n] ?? null, account: 'U0INES', needed: 1 },
      ...{ person_id: requester?.id ?? '', person_name: requester?.name ?? '', reason: 'It is over.' },
      ...{ channel: PLACE.channel, facts_json: '{}', due_at: state === 'approved' ? now : null },
    }));
    const cards = requests.map(({ id, version }) => ({
      ...{ id: `card-${id}`, request_id: id, what: 'card', channel: PLACE.channel, ts: `1.${id}`, position: 0 },
      ...{ desired_version: version, posted_version: version, next_try_at: now, tries: 0, created_at: now },
    }));
    const decisions = requests.map(({ id }) => ({
      ...{ id: `decision-${id}`, request_id: id, account: 'U0TOMAS', what: 'approve', at: now, checked: 'yes' },
      ...{ person_id: approver?.id ?? '', person_name: approver?.name ?? '' },
    }));
    for (let from = 0; from < groups.length; from += 100)
      await store.write(async (trx) => {
        await trx
          .insertInto('requests')
          .values(requests.slice(from, from + 100))
          .execute();
        await trx
          .insertInto('messages')
          .values(cards.slice(from, from + 100))
          .execute();
        if (state === 'approved')
          await trx
            .insertInto('decisions')
            .values(decisions.slice(from, from + 100))
            .execute();
      });
  }

  /** Waits until so many are carried out, or until none was for a long time. */
  async untilApplied(store: Store, count: number): Promise<number> {
    let [applied, quietMs] = [0, 0];
    while (applied < count && quietMs < 10_000) {
      await this.#clock.sleep(20);
      const done = store.db.selectFrom('requests').select((query) => query.fn.countAll().as('done'));
      const row = await done.where('state', '=', 'applied').executeTakeFirst();
      quietMs = Number(row?.done) === applied ? quietMs + 20 : 0;
      applied = Number(row?.done);
    }
    return applied;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.database.drop();
    await this.portal.stop();
  }
}

async function startScene(database: BenchDatabase, clock: Clock): Promise<Scene> {
  const portal = await startPortal({ people: PEOPLE, seed: 1, crowd: 0, groups: 0, clock });
  return new Scene(portal, database, clock);
}

async function approve(requests: Requests, { id }: GroupSnapshot): Promise<void> {
  const card = { channel: PLACE.channel, ts: `1.R-${id}` };
  const stored = await requests.store({ requestId: `R-${id}`, what: 'approve', account: 'U0TOMAS', card });
  if ('refused' in stored) throw new Error(`refused: ${stored.refused}`);
  await requests.check(stored);
}

function deletesOf({ calls }: Portal, groups: readonly GroupSnapshot[]): { deletes: number; groups: number } {
  const ids = new Set(groups.map(({ id }) => id));
  const deleted = calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/')[2] ?? '');
  const ours = deleted.filter((id) => ids.has(id));
  return { deletes: ours.length, groups: new Set(ours).size };
}

/** Approvals clicked in two processes that share a PostgreSQL database, from the first click until all are carried out. */
export async function benchReplicas(clock: Clock, server: string, count: number): Promise<DeletionNumbers> {
  const atOnce = 20;
  const scene = await startScene(await postgresDatabase(clock, server), clock);
  try {
    const sent: SentCall[] = [];
    const sample = await sampleOf(scene, sent, 'waiting');
    const replicas = [await scene.replica(), await scene.replica()] as const;
    const { store } = replicas[0];
    for (const { requests } of replicas) await requests.start();
    const groups = scene.addGroups(count);
    await scene.ask(store, groups, 'waiting');
    let applied = 0;
    const oursMs = await timed(async () => {
      await sideBySide(groups, atOnce, (group, n) => approve(replicas[n % 2 === 0 ? 0 : 1].requests, group));
      applied = (await scene.untilApplied(store, count + 1)) - 1;
    });
    for (const { requests } of replicas) await requests.stop();
    const others = scene.addGroups(count);
    const bareMs = await timed(() =>
      sideBySide(others, atOnce, ({ id }) => repeat(sent, { oldId: sample.id, id, send: scene.overWire })),
    );
    return { count, oursMs, bareMs, applied, ...deletesOf(scene.portal, groups), calls: sent.map(shapeOf) };
  } finally {
    await scene.stop();
  }
}

/**
 * Approved deletions at a portal that takes so long for each call: by a worker, compared with the same calls one deletion after the
 * other, turn by turn. Those are made for `bareCount` groups and counted for all.
 */
export async function benchSlowDeletions(
  clock: Clock,
  { count, callMs, bareCount, rounds }: { count: number; callMs: number; bareCount: number; rounds: number },
): Promise<DeletionNumbers> {
  const scene = await startScene(await sqliteFile(clock), clock);
  try {
    const sent: SentCall[] = [];
    const sample = await sampleOf(scene, sent, 'approved');
    const { store, requests } = await scene.replica();
    await requests.start();
    scene.portal.faults.set({ kind: 'slow', ms: callMs });
    const groups: GroupSnapshot[] = [];
    const times = { ours: [] as number[], bare: [] as number[] };
    let applied = 0;
    for (let round = 0; round < rounds; round += 1) {
      const these = scene.addGroups(count);
      groups.push(...these);
      await scene.ask(store, these, 'approved');
      const oursMs = await timed(async () => {
        requests.wake();
        applied = (await scene.untilApplied(store, groups.length + 1)) - 1;
      });
      const others = scene.addGroups(bareCount);
      const bareMs = await timed(() =>
        sideBySide(others, 1, ({ id }) => repeat(sent, { oldId: sample.id, id, send: scene.overWire })),
      );
      times.ours.push(oursMs);
      times.bare.push((bareMs * count) / bareCount);
    }
    await requests.stop();
    return {
      ...{ count: groups.length, applied, calls: sent.map(shapeOf), ...deletesOf(scene.portal, groups) },
      ...{ oursMs: median(times.ours), bareMs: median(times.bare) },
    };
  } finally {
    await scene.stop();
  }
}

/** Carries one deletion out and records its calls. */
async function sampleOf(scene: Scene, sent: SentCall[], state: 'waiting' | 'approved'): Promise<GroupSnapshot> {
  const { store, requests } = await scene.replica(recording(scene.overWire, sent));
  const [sample] = scene.addGroups(1);
  if (!sample) throw new Error('there is no group');
  await scene.ask(store, [sample], state);
  if (state === 'waiting') await approve(requests, sample);
  else await requests.start();
  await scene.untilApplied(store, 1);
  await requests.stop();
  await store.close();
  return sample;
}
