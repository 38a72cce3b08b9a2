import type { Clock } from '../../src/clock.ts';
import { configFor, type StandIns, startStandIns } from '../start.ts';
import type { BusyTime } from './busy-time.ts';
import { median } from './measure.ts';
import { SILENT } from './request-service.ts';
import { type AppThread, startAppThread } from './threads.ts';

const CHANNEL = 'C0REQUESTS';

/** How long the app's event loop stood still at most, while a group was asked to be deleted, approved and deleted. */
export interface BlockNumbers {
  /** Milliseconds, by how many members the group had. */
  large: number;
  small: number;
  /** What ran longest in the app with the large group, over all of it. */
  busiest: BusyTime[];
}

/** Measures the longest blocks, the sizes turn by turn, with the app in a thread of its own. */
export async function benchBlocks(
  clock: Clock,
  { large, small, rounds }: { large: number; small: number; rounds: number },
): Promise<BlockNumbers> {
  const standIns = await startStandIns({ clock, crowd: large + 2_500 });
  // More at once than Slack would take: what is measured is the app.
  standIns.workspace.faults.liftRateLimits();
  const app = await startAppThread('app', configFor(standIns, { clock, log: SILENT, mode: 'http' }));
  standIns.workspace.deliverOverHttp(app.url);
  const longest = { large: [] as number[], small: [] as number[] };
  let groups = 0;
  const remove = async (members: number, what: 'measure' | 'profile' = 'measure') => {
    groups += 1;
    return deleteGroup(standIns, app, { name: `Everybody ${groups}`, members, what });
  };
  try {
    await remove(small);
    for (let round = 0; round < rounds; round += 1) {
      longest.large.push((await remove(large)).longestMs);
      longest.small.push((await remove(small)).longestMs);
    }
    const { busiest } = await remove(large, 'profile');
    return { large: median(longest.large), small: median(longest.small), busiest };
  } finally {
    await app.stop();
    await standIns.stop();
  }
}

async function deleteGroup(
  { workspace, portal }: StandIns,
  app: AppThread,
  { name, members, what }: { name: string; members: number; what: 'measure' | 'profile' },
): Promise<Awaited<ReturnType<AppThread['result']>>> {
  const users = portal.people().filter(({ role, status }) => role === 'user' && status === 'active');
  portal.addGroup({ name, memberIds: users.slice(0, members).map(({ id }) => id) });
  await app.measure(what);
  const ines = workspace.as('U0INES');
  await ines.types(CHANNEL, `/docspace-group delete ${name}`);
  const form = await ines.form('[Request deletion]');
  await form.fill('Reason', 'It is over.');
  await form.submit();
  const tomas = workspace.as('U0TOMAS');
  await tomas.clicks('Approve', await tomas.sees(`Deletion requested: ${name}`));
  await tomas.sees(`Deleted: ${name}`, { within: 60_000 });
  return app.result();
}
