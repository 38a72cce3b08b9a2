import http from 'node:http';
import fetch from 'node-fetch';
import type { Clock } from '../../src/clock.ts';
import type { Fetch } from '../../src/docspace/index.ts';
import { NO_GROUP, type Requests } from '../../src/requests/index.ts';
import { CAST } from '../cast.ts';
import { startPortal } from '../docspace/index.ts';
import { sqliteFile } from './databases.ts';
import { median, timed } from './measure.ts';
import { recording, repeat, type SentCall, shapeOf, sideBySide } from './recorded-calls.ts';
import { PLACE } from './request-rows.ts';
import { benchAccess, benchRequests } from './request-service.ts';

const PEOPLE = CAST.flatMap((member) => (member.docspace ? [{ ...member.docspace }] : []));
const ACCOUNT = 'U0INES';

/** How fast groups were created, and how fast their calls to the portal are alone. */
export interface CreationNumbers {
  count: number;
  /** How many were under way at the same time, on both sides. */
  atOnce: number;
  /** Milliseconds from the first submitted form until the last group was there. */
  oursMs: number;
  /** The same calls to the portal and nothing else. */
  bareMs: number;
  /** Requests that ended as applied, and their groups. */
  applied: number;
  groups: number;
  calls: string[];
}

/**
 * Forms submitted side by side at a portal that takes so long for each call, until their groups are there, compared with the same
 * calls, turn by turn.
 */
export async function benchCreations(
  clock: Clock,
  { count, callMs, atOnce, rounds }: { count: number; callMs: number; atOnce: number; rounds: number },
): Promise<CreationNumbers> {
  const portal = await startPortal({ people: PEOPLE, seed: 1, crowd: 0, groups: 0, clock });
  const database = await sqliteFile(clock);
  const agent = new http.Agent({ keepAlive: true });
  const overWire: Fetch = (url, init) => fetch(url, { ...init, agent });
  const sent: SentCall[] = [];
  const store = await database.open();
  const requestsOver = (send: Fetch) => benchRequests({ store, clock, ...benchAccess({ store, portal, clock }, send) });
  try {
    await create(requestsOver(overWire), nameOf(0), await openForm(requestsOver(overWire)));
    const [sample, requests] = [requestsOver(recording(overWire, sent)), requestsOver(overWire)];
    await create(sample, SAMPLE, await openForm(sample));
    portal.faults.set({ kind: 'slow', ms: callMs });
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const names = Array.from({ length: count }, (_, n) => nameOf(round * count + n + 1));
      const drafts = await Promise.all(names.map(() => openForm(requests)));
      times.ours.push(
        await timed(() => sideBySide(names, atOnce, (name, n) => create(requests, name, drafts[n] ?? ''))),
      );
      times.bare.push(
        await timed(() =>
          sideBySide(names, atOnce, (name) => repeat(sent, { oldId: SAMPLE, id: `bare-${name}`, send: overWire })),
        ),
      );
    }
    await requests.stop();
    const applied = await store.db.selectFrom('requests').select('id').where('state', '=', 'applied').execute();
    const made = portal.groups().filter(({ name }) => name.startsWith('Crew-'));
    return {
      ...{ count, atOnce, oursMs: median(times.ours), bareMs: median(times.bare), calls: sent.map(shapeOf) },
      // Without the two that were made beforehand.
      applied: applied.length - 2,
      groups: made.length - 1,
    };
  } finally {
    agent.destroy();
    await database.drop();
    await portal.stop();
  }
}

const SAMPLE = 'Sample';

/** No name is a part of another one: the portal looks for both. */
function nameOf(n: number): string {
  return `Crew-${String(n).padStart(5, '0')}`;
}

function openForm(requests: Requests): Promise<string> {
  return requests.openDraft({ kind: 'create', account: ACCOUNT, group: NO_GROUP, origin: { userId: ACCOUNT } });
}

async function create(requests: Requests, name: string, draftId: string): Promise<void> {
  const [manager, ...members] = PEOPLE.slice(0, 2).map(({ id, firstName }) => ({ id, name: firstName }));
  const wanted = { name, ...(manager ? { manager } : {}), members };
  const submitted = await requests.submit({ draftId, account: ACCOUNT, reason: '', channel: PLACE.channel, wanted });
  const outcome = await requests.carryOut(submitted, () => undefined);
  if (!outcome || !('done' in outcome)) throw new Error(`${name} was not created`);
}
