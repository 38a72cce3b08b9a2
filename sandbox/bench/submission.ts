import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { configFor, type StandIns, startStandIns } from '../start.ts';
import { keepBodies } from './kept-bodies.ts';
import { type Compared, compare } from './measure.ts';
import { SILENT } from './request-service.ts';
import { sendLoad, startAppThread } from './threads.ts';

/** Opens the form without a channel: it has no card to close beside, so its acknowledgement waits for its row alone. */
const SHORTCUT = 'New DocSpace group';
/** Forms sent one after the other: so many a turn, and so few a second that each has ended when the next one is sent. */
const FORMS = 25;
const PER_SECOND = 5;
/** The last one has ended as well, in milliseconds. */
const AT_REST_MS = 1_000;

/**
 * From sending a signed submission of the create form to its acknowledgement, compared with a Bolt app that commits one row to
 * a SQLite file of its own and acknowledges. Both apps, the load and the stand-ins have threads of their own.
 */
export async function benchSubmissionAck(clock: Clock, turns: number): Promise<Compared> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-bench-'));
  const standIns = await startStandIns({ clock });
  // More at once than Slack would take: what is measured is the app.
  standIns.workspace.faults.liftRateLimits();
  const configOf = (name: string) =>
    configFor(standIns, { clock, log: SILENT, mode: 'http', databaseUrl: join(folder, name) });
  const ours = await startAppThread('app', configOf('ours.db'));
  const bare = await startAppThread('storing', configOf('bare.db'));
  const send = async (url: string, bodies: readonly string[]) => {
    const secret = standIns.workspace.signingSecret;
    const { times, missing } = await sendLoad({ secret, bodies, perSecond: PER_SECOND, url });
    if (missing > 0) throw new Error(`${missing} submissions were not acknowledged`);
    await clock.sleep(AT_REST_MS);
    return times;
  };
  try {
    let forms = await submittedForms(standIns, ours.url);
    return await compare(
      turns,
      async () => {
        forms = await submittedForms(standIns, ours.url);
        return send(ours.url, forms);
      },
      () => send(bare.url, forms),
    );
  } finally {
    await ours.stop();
    await bare.stop();
    await standIns.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

let names = 0;

/** Filled create forms as this workspace sends them: each is another form, with a name of its own. */
async function submittedForms({ workspace }: StandIns, url: string): Promise<string[]> {
  const kept = await keepBodies();
  const ines = workspace.as('U0INES');
  for (let n = 0; n < FORMS; n += 1) {
    workspace.deliverOverHttp(url);
    names += 1;
    await ines.uses(SHORTCUT);
    const form = await ines.form('[Create group]');
    await form.fill('Name', `Measured ${String(names).padStart(5, '0')}`);
    await form.pick('Manager', 'tomas');
    workspace.deliverOverHttp(kept.url);
    await form.submit();
  }
  kept.close();
  return kept.bodies;
}
