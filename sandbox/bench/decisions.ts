import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/clock.ts';
import type { Store } from '../../src/store/index.ts';
import { type Compared, compare, timed } from './measure.ts';
import { filled, fillRequests, PLACE } from './request-rows.ts';
import { benchRequests } from './request-service.ts';
import { noAccess, noPortal } from './stubs.ts';

const DAY = 24 * 3_600_000;

/** Fills a database with requests that have ended. */
export function addOld(store: Store, clock: Clock, count: number): Promise<void> {
  const at = clock.now() - 60 * DAY;
  return fillRequests(store, { prefix: 'R-old-', count, state: 'applied', at, expiresAt: at + DAY });
}

/** A submission until it is stored, which Slack's acknowledgement waits for; many old requests compared with few. */
export async function benchSubmissions(many: Store, few: Store, clock: Clock, rounds: number): Promise<Compared> {
  return compare(rounds, submissions(many, clock), submissions(few, clock));
}

function submissions(store: Store, clock: Clock): () => Promise<number[]> {
  const requests = benchRequests({ store, docspace: noPortal(clock), access: noAccess, clock });
  const [account, channel] = ['U0INES', PLACE.channel];
  return async () => {
    const group = { id: randomUUID(), name: 'Crew', members: [] };
    const draftId = await requests.openDraft({ kind: 'delete', account, group, origin: { userId: account } });
    return [await timed(() => requests.submit({ draftId, account, reason: 'The project is over.', channel }))];
  };
}

/** An approval from its click to a card that shows it, in a database with many old requests, compared with one with few. */
export async function benchDecisions(many: Store, few: Store, clock: Clock, rounds: number): Promise<Compared> {
  const sides = [await approvals(many, clock, rounds * 2), await approvals(few, clock, rounds * 2)] as const;
  const [ours, bare] = sides;
  try {
    return await compare(rounds, ours.approve, bare.approve);
  } finally {
    for (const side of sides) await side.stop();
  }
}

async function approvals(store: Store, clock: Clock, count: number) {
  const now = clock.now();
  const waiting = { prefix: 'R-wait-', count, state: 'waiting', at: now, expiresAt: now + DAY } as const;
  await fillRequests(store, waiting);
  // Nothing is carried out while it is measured.
  const policy = { graceMs: DAY };
  const requests = benchRequests({ store, docspace: noPortal(clock), access: noAccess, clock, policy });
  let next = 0;
  return {
    stop: () => requests.stop(),
    async approve() {
      const { id, ts } = filled(waiting, next);
      next += 1;
      const card = { channel: PLACE.channel, ts };
      const ms = await timed(async () => {
        const stored = await requests.store({ requestId: id, what: 'approve', account: 'U0TOMAS', card });
        if ('refused' in stored) throw new Error(`refused: ${stored.refused}`);
        const checked = await requests.check(stored);
        if (checked.request.state !== 'approved') throw new Error(`not approved but ${checked.request.state}`);
      });
      return [ms];
    },
  };
}
