import { systemClock } from '../../clock.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchGroupService } from './group-service.ts';
import type { Compared } from './measure.ts';
import { benchPage } from './page.ts';
import { type ActionCalls, countPortalCalls } from './portal-calls.ts';

/** `npm run bench`: ratios measured side by side in one run, and the calls each action costs the portal. */

const print = (line: string) => process.stdout.write(`${line}\n`);

function row(what: string, { ours, bare, ratio }: Compared, goal: number): void {
  const numbers = `${ours.toFixed(3)} ms beside ${bare.toFixed(3)} ms`;
  print(`${what}: ${ratio.toFixed(2)} × (${numbers}; goal: at most ${goal} ×, ${ratio <= goal ? 'met' : 'missed'})`);
}

function callsRow({ action, reads, writes, people, goal }: ActionCalls): void {
  const met = reads.length <= goal.reads && writes.length <= goal.writes;
  const names = [...reads, ...writes].join(', ');
  print(
    `  ${action}: ${reads.length} reads, ${writes.length} writes (${names}); role checks: ${people}; goal: ${goal.reads} and ${goal.writes}, ${met ? 'met' : 'missed'}`,
  );
}

/** Numbers of the page stand alone: there is no bare page to measure beside it. */
function pageRow(what: string, value: number, unit: string, goal: number): void {
  print(
    `${what}: ${value.toFixed(value < 100 ? 1 : 0)} ${unit} (goal: at most ${goal} ${unit}, ${value <= goal ? 'met' : 'missed'})`,
  );
}

async function printPage(): Promise<void> {
  const page = await benchPage();
  if (!page) {
    print('The page is measured where there is Chromium or Chrome (CHROMIUM_PATH names one).');
    return;
  }
  pageRow('page ready on loopback, first load', page.readyMs, 'ms', 1000);
  pageRow('page, scripts and styles, gzip', page.gzipBytes / 1000, 'kB', 150);
  pageRow('a new message among 5,000, from its arrival to the frame that shows it', page.newMessageMs, 'ms', 50);
  pageRow('longest frame while scrolling there', page.longestScrollFrameMs, 'ms', 50);
  pageRow('Enter to form on screen, less the same command without a page', page.formOverheadMs, 'ms', 50);
}

print('Medians; every line compares two sides measured turn by turn.');
row('ack of /docspace-group help, 1 connection', await benchAcknowledgement(systemClock, 1, 1500), 1.3);
row('ack of /docspace-group help, 32 connections', await benchAcknowledgement(systemClock, 32, 150), 1.3);
row('create, get, update, delete through docspace/', await benchGroupService(systemClock, 1500), 1.2);

print('\nGroup calls to the portal for each action, from the moment it is sent:');
for (const calls of await countPortalCalls(systemClock)) callsRow(calls);

print('\nThe sandbox’s page, in Chromium:');
await printPage();
