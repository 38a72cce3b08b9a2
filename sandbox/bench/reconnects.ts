import type { Clock } from '../../src/clock.ts';
import { startSandbox } from '../start.ts';

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What became of commands that were typed while Slack replaced the app's sockets. */
export interface Reconnects {
  refreshes: number;
  commands: number;
  unanswered: number;
}

/** A command every so many milliseconds. */
const EVERY_MS = 5;
/** Slack's warning of ten seconds, and the time to close. */
const REFRESH_MS = 11_000;

/** Types commands without a pause while the workspace replaces the sockets of the app, so many times in a row. */
export async function benchReconnects(clock: Clock, refreshes: number): Promise<Reconnects> {
  const sandbox = await startSandbox({ clock, log: SILENT });
  const nora = sandbox.workspace.screen('U0NORA');
  await sandbox.workspace.appConnected();
  const typed: Promise<string | undefined>[] = [];
  for (let refresh = 0; refresh < refreshes; refresh += 1) {
    sandbox.workspace.refreshSockets();
    for (const ends = clock.now() + REFRESH_MS; clock.now() < ends; await clock.sleep(EVERY_MS))
      typed.push(nora.send('C0RANDOM', '/docspace-group help'));
  }
  const outcomes = await Promise.all(typed);
  await sandbox.stop();
  return {
    refreshes,
    commands: outcomes.length,
    unanswered: outcomes.filter((each) => each !== 'acknowledged').length,
  };
}
