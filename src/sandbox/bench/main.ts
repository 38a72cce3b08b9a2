import { systemClock } from '../../clock.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchGroupService } from './group-service.ts';
import type { Compared } from './measure.ts';
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

print('Medians; every line compares two sides measured turn by turn.');
row('ack of /docspace-group help, 1 connection', await benchAcknowledgement(systemClock, 1, 1500), 1.3);
row('ack of /docspace-group help, 32 connections', await benchAcknowledgement(systemClock, 32, 150), 1.3);
row('create, get, update, delete through docspace/', await benchGroupService(systemClock, 400), 1.2);

print('\nGroup calls to the portal for each action, from the moment it is sent:');
for (const calls of await countPortalCalls(systemClock)) callsRow(calls);
