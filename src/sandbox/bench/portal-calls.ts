import type { Clock } from '../../clock.ts';
import { createStage, MISSION } from '../mission.ts';
import { startSandbox } from '../start.ts';

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The group calls of each step of the mission, as `GET /group/{id}`; look-ups of people are counted apart. */
export interface StepCalls {
  title: string;
  groups: string[];
  people: number;
}

/** Plays the mission and writes down which calls each step made to the portal. */
export async function countPortalCalls(clock: Clock): Promise<StepCalls[]> {
  const sandbox = await startSandbox({ clock, log: SILENT });
  const stage = createStage(sandbox, 'C0REQUESTS', () => undefined);
  const steps: StepCalls[] = [];
  for (const step of MISSION) {
    const before = sandbox.portal.calls.length;
    await step.act(stage);
    const calls = sandbox.portal.calls.slice(before);
    const groups = calls.filter((call) => call.path.startsWith('/group'));
    steps.push({
      title: step.title,
      groups: groups.map((call) => `${call.method} ${shape(call.path)}`),
      people: calls.length - groups.length,
    });
  }
  await sandbox.stop();
  return steps;
}

function shape(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\?.*filterValue.*$/, '?name');
}
