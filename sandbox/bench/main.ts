import { systemClock } from '../../src/clock.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchBigGroups } from './big-groups.ts';
import { printBusyApp } from './busy-app.ts';
import { benchCreations } from './creations.ts';
import { benchGroupService } from './group-service.ts';
import { benchPage } from './page.ts';
import { benchPeople } from './people.ts';
import { type ActionCalls, countPortalCalls } from './portal-calls.ts';
import { goalRow, numberRow, print, row } from './print.ts';
import { benchReconnects } from './reconnects.ts';
import { printRequests } from './requests.ts';
import { benchStart } from './start.ts';
import { benchSubmissionAck } from './submission.ts';

/** `npm run bench`: ratios measured side by side in one run, and the calls each action costs the portal. */

function callsRow({ action, reads, writes, people, goal }: ActionCalls): void {
  const met = reads.length <= goal.reads && writes.length <= goal.writes;
  const names = [...reads, ...writes].join(', ');
  print(
    `  ${action}: ${reads.length} reads, ${writes.length} writes (${names}); calls about people: ${people}; goal: ${goal.reads} and ${goal.writes}, ${met ? 'met' : 'missed'}`,
  );
}

async function printPage(): Promise<void> {
  print('\nThe sandbox’s page, in Chromium:');
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

async function printAcknowledgements(): Promise<void> {
  row('ack of /docspace-group help, 1 connection', await benchAcknowledgement(systemClock, 1, 1500), 1.3);
  row('ack of /docspace-group help, 32 connections', await benchAcknowledgement(systemClock, 32, 150), 1.3);
  const submission = await benchSubmissionAck(systemClock, 3);
  row('ack of a create form, stored, vs a Bolt app that commits one row', submission, 1.3);
}

async function printCreations(): Promise<void> {
  print('\nNew groups:');
  const found = await benchCreations(systemClock, { count: 200, callMs: 50, atOnce: 7, rounds: 2 });
  const { count, atOnce, oursMs, bareMs, applied, groups, calls } = found;
  const compared = { ours: oursMs, bare: bareMs, ratio: oursMs / bareMs };
  row(`${count} forms to groups at 50 ms a call, ${atOnce} at once, vs the same calls`, compared, 1.2);
  print(`  ${applied} requests applied; the calls of each: ${calls.join(', ')}; groups of as many names: ${groups}`);
}

async function printPortal(): Promise<void> {
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
}

async function printActions(): Promise<void> {
  print('\nGroup calls to the portal for each action, from the moment it is sent:');
  for (const calls of await countPortalCalls(systemClock)) callsRow(calls);
}

async function printPeople(): Promise<void> {
  const found = await benchPeople(5_000);
  const { people, added, reads, writes, tookMs } = found;
  print(`\n${people} people added to a group by one request, at the time the measured portal takes for each:`);
  const calls = reads + writes;
  const fewer = `${calls} calls (${reads} reads, ${writes} writes), ${(people / calls).toFixed(1)} × fewer than one a person`;
  goalRow('calls to the portal', fewer, 'at least 10 ×, all people added', people / calls >= 10 && added === people);
  numberRow('sent, addresses and bodies', found.sentBytes / 1000, 'kB', 300);
  numberRow('answers', found.answeredBytes / 1000, 'kB', 1000);
  numberRow('memory at its peak', found.memoryBytes / 1_000_000, 'MB', 60);
  print(`  it would take ${(tookMs / 60_000).toFixed(1)} minutes`);
}

async function printReconnects(): Promise<void> {
  const { refreshes, commands, unanswered } = await benchReconnects(systemClock, 3);
  const what = `commands unanswered, of ${commands} typed while Slack replaced every socket ${refreshes} times`;
  // A command that is on its way to a socket in the moment in which Slack closes it is lost, whatever the app does.
  goalRow(what, String(unanswered), 'at most one each time', unanswered <= refreshes);
}

async function printStart(): Promise<void> {
  print('\nThe app vs a Bolt app with one command, each a process of its own:');
  const { readyMs, idleMb } = await benchStart(systemClock, 7);
  row('from its start to a connection with Slack', readyMs, 1.5);
  row('memory at rest', idleMb, 1.4, 'MB');
}

/** Each part by a name: `npm run bench -- requests` measures that one alone. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  start: printStart,
  acknowledgements: printAcknowledgements,
  reconnects: printReconnects,
  portal: printPortal,
  actions: printActions,
  creations: printCreations,
  requests: () => printRequests(systemClock, process.env.TEST_DATABASE_URL),
  people: printPeople,
  busy: () => printBusyApp(systemClock),
  page: printPage,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
print('Medians; every line compares two sides measured turn by turn.');
// Nothing else does, while a measurement only waits: the clock's timers keep no process alive.
const alive = setInterval(() => undefined, 60_000);
for (const [name, measure] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await measure();
clearInterval(alive);
