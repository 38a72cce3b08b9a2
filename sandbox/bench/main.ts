import { systemClock } from '../../src/clock.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchBigGroups } from './big-groups.ts';
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
    `  ${action}: ${reads.length} reads, ${writes.length} writes (${names}); calls about people: ${people}; goal: ${goal.reads} and ${goal.writes}, ${met ? 'met' : 'missed'}`,
  );
}

/** A number that stands alone: there is nothing bare to measure beside it. */
function numberRow(what: string, value: number, unit: string, goal: number): void {
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
  numberRow('page ready on loopback, first load', page.readyMs, 'ms', 1000);
  numberRow('page, scripts and styles, gzip', page.gzipBytes / 1000, 'kB', 150);
  numberRow('a new message among 5,000, from its arrival to the frame that shows it', page.newMessageMs, 'ms', 50);
  numberRow('longest frame while scrolling there', page.longestScrollFrameMs, 'ms', 50);
  numberRow('Enter to form on screen, less the same command without a page', page.formOverheadMs, 'ms', 50);
}

print('Medians; every line compares two sides measured turn by turn.');
row('ack of /docspace-group help, 1 connection', await benchAcknowledgement(systemClock, 1, 1500), 1.3);
row('ack of /docspace-group help, 32 connections', await benchAcknowledgement(systemClock, 32, 150), 1.3);
const cycle = await benchGroupService(systemClock, 1500);
row('create, get, update, delete through docspace/', cycle, 1.2);
print(`  the same calls on both sides: ${cycle.calls.join(', ')}`);

print('\nA portal of 12,500 people, a group of 10,000 members, a manager of 1,500 groups:');
const big = await benchBigGroups(systemClock, 300);
row('answer while typing a name, through docspace/', big.typeahead, 1.2);
numberRow('open the group, turn five pages, change 50 people: answers', big.changeBytes / 1000, 'kB', 1000);
numberRow('the same: memory at its peak', big.changeMemoryBytes / 1_000_000, 'MB', 30);
numberRow('all members of the group, page by page: answers', big.wholeBytes / 1000, 'kB', 1000);
numberRow('100 groups of the manager: answers', big.managedPageBytes / 1000, 'kB', 200);

print('\nGroup calls to the portal for each action, from the moment it is sent:');
for (const calls of await countPortalCalls(systemClock)) callsRow(calls);

print('\nThe sandbox’s page, in Chromium:');
await printPage();
