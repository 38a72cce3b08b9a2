import type { Clock } from '../../src/clock.ts';
import { CAST, CHANNELS, TEAM } from '../cast.ts';
import { startPortal } from '../docspace/index.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { readManifest, startWorkspace } from '../slack/index.ts';
import type { StandIns } from '../start.ts';

/** DocSpace admins besides the cast, by their Slack accounts. */
export function crowdOf(count: number): { slackId: string; name: string }[] {
  return Array.from({ length: count }, (_, n) => ({ slackId: `U0TYPIST${n}`, name: `typist${n}` }));
}

/** Stand-ins with many DocSpace admins. `slackClock` is the workspace's, where it differs. */
export async function startCrowd(
  clock: Clock,
  { count, groups = 0, slackClock = clock }: { count: number; groups?: number; slackClock?: Clock },
): Promise<StandIns> {
  const admins = crowdOf(count).map(({ slackId, name }, n) => ({
    ...{ slackId, name, email: `${name}@acme.example` },
    id: `${String(n).padStart(8, '0')}-7171-4a11-8000-000000000000`,
  }));
  const people = admins.map(({ id, name, email }) => ({
    ...{ id, firstName: name, lastName: 'Admin', email },
    ...({ role: 'admin', status: 'active' } as const),
  }));
  const portal = await startPortal({
    ...{ seed: 1, clock, crowd: 0, groups },
    people: [...CAST.flatMap(({ docspace }) => (docspace ? [{ ...docspace }] : [])), ...people],
  });
  const workspace = await startWorkspace({
    ...{ seed: 1, clock: slackClock, team: TEAM },
    channels: CHANNELS.map((channel) => ({ ...channel })),
    manifest: readManifest(new URL('manifest.yml', PROJECT_ROOT)),
    users: [
      ...CAST.flatMap(({ slack }) => (slack ? [{ ...slack }] : [])),
      ...admins.map(({ slackId, name, email }) => ({ id: slackId, name, realName: name, email })),
    ],
  });
  // More at once than Slack would take: what is measured is the app.
  workspace.faults.liftRateLimits();
  const stop = async () => {
    await workspace.stop();
    await portal.stop();
  };
  return { workspace, portal, stop };
}
