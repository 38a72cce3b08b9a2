import type { Clock } from '../../src/clock.ts';
import type { SlackPerson } from '../slack/index.ts';
import { type StandIns, startSandbox } from '../start.ts';

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const CHANNEL = 'C0REQUESTS';

/** The calls one action costs the portal, from the moment it is sent; `people` are calls about people, role checks among them. */
export interface ActionCalls {
  action: string;
  reads: string[];
  writes: string[];
  people: number;
  /** Most reads and writes of groups it may cost. */
  goal: { reads: number; writes: number };
}

/** Counts what each action costs, with the person's role known already, as it is once the form was opened. */
export async function countPortalCalls(clock: Clock): Promise<ActionCalls[]> {
  const sandbox = await startSandbox({ clock, log: SILENT });
  // More at once than Slack would take: what is measured is the app.
  sandbox.workspace.faults.liftRateLimits();
  const [ines, tomas] = [sandbox.workspace.as('U0INES'), sandbox.workspace.as('U0TOMAS')];
  const count = counter(sandbox);
  const rows = [
    await count('create, sent', { reads: 1, writes: 1 }, await createFilled(ines)),
    await count('get, by id', { reads: 1, writes: 0 }, async () => {
      await ines.types(CHANNEL, `/docspace-group get ${sandbox.portal.group('Bench').id}`);
      await ines.sees('You looked up the group “Bench”');
    }),
    // The preview looks for the new name and reads the group; saving reads it once more, when its turn has come.
    await count('update, previewed and saved', { reads: 3, writes: 1 }, await updateFilled(ines)),
    await count('delete, asked', { reads: 1, writes: 0 }, await deleteFilled(ines)),
    await count('delete, approved', { reads: 3, writes: 1 }, async () => {
      await tomas.clicks('Approve', await tomas.sees('Deletion requested: Bench 2'));
      await tomas.sees('Deleted: Bench 2');
    }),
  ];
  await sandbox.stop();
  return rows;
}

function counter({ portal }: StandIns) {
  return async (action: string, goal: ActionCalls['goal'], send: () => Promise<unknown>): Promise<ActionCalls> => {
    const before = portal.calls.length;
    await send();
    const calls = portal.calls.slice(before);
    const groups = calls.filter((call) => call.path.startsWith('/group'));
    const shown = (write: boolean) =>
      groups.filter((call) => (call.method !== 'GET') === write).map((call) => `${call.method} ${shape(call.path)}`);
    return { action, goal, reads: shown(false), writes: shown(true), people: calls.length - groups.length };
  };
}

async function createFilled(ines: SlackPerson): Promise<() => Promise<unknown>> {
  await ines.types(CHANNEL, '/docspace-group create Bench');
  const form = await ines.form('[Create group]');
  await form.pick('Manager', 'tomas');
  return async () => {
    await form.submit();
  };
}

async function updateFilled(ines: SlackPerson): Promise<() => Promise<unknown>> {
  await ines.types(CHANNEL, '/docspace-group update Bench');
  const form = await ines.form('[Review changes]');
  await form.fill('Name', 'Bench 2');
  return async () => {
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
  };
}

async function deleteFilled(ines: SlackPerson): Promise<() => Promise<unknown>> {
  await ines.types(CHANNEL, '/docspace-group delete Bench 2');
  const form = await ines.form('[Request deletion]');
  await form.fill('Reason', 'Measured.');
  return async () => {
    await form.submit();
  };
}

/** A path without ids, search words and the fields that are asked for. */
function shape(path: string): string {
  const [place = '', query = ''] = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').split('?');
  return query.includes('filterValue') ? `${place}?filterValue` : place;
}
