import type { Clock } from '../../src/clock.ts';
import { type CreateDatabase, databasesOf } from './databases.ts';
import { addOld, benchDecisions, benchSubmissions } from './decisions.ts';
import { benchReplicas, benchSlowDeletions } from './deletions.ts';
import { goalRow, print, row } from './print.ts';
import { addDue, benchSweep } from './sweep.ts';
import { countTransactions } from './transactions.ts';

const MANY = 100_000;
const FEW = 100;
/** A thousand take a minute on two cores, and show the same. */
const APPROVALS = 200;

/** Measures requests and their databases, and prints a line for each result. */
export async function printRequests(clock: Clock, server: string | undefined): Promise<void> {
  print('\nRequests to delete groups, and their databases:');
  await printTransactions(clock);
  for (const create of databasesOf(clock, server)) await printDatabase(clock, create);
  await printSlowDeletions(clock);
  if (server) await printReplicas(clock, server);
  else print('PostgreSQL is measured where TEST_DATABASE_URL names a server: decisions, sweeps, two replicas.');
}

async function printDatabase(clock: Clock, create: CreateDatabase): Promise<void> {
  const [large, small] = [await create(), await create()];
  try {
    const [many, few] = [await large.open(), await small.open()];
    await addOld(many, clock, MANY);
    await addOld(few, clock, FEW);
    const decisions = await benchDecisions(many, few, clock, 100);
    row(`${large.name}: an approval with 100,000 old requests, vs 100 old ones`, decisions, 1.5);
    const submissions = await benchSubmissions(many, few, clock, 60);
    row(`${large.name}: a submission stored, with 100,000 old requests, vs 100 old ones`, submissions, 1.5);
    await addDue(many, clock);
    const { looks, time } = await benchSweep(many, create, clock, 30);
    row(`${large.name}: looks of a sweep, 1,000 due of 100,000 requests, vs 1,000 of 1,000`, time, 1.5);
    for (const { statement, plan } of looks)
      print(`  ${shortened(statement)}\n    ${plan.map((line) => line.trim()).join('; ')}`);
    const full = looks.filter((look) => look.readsAll).length;
    goalRow(`${large.name}: looks that read a whole table`, `${full} of ${looks.length}`, 'none', full === 0);
  } finally {
    await large.drop();
    await small.drop();
  }
}

async function printTransactions(clock: Clock): Promise<void> {
  for (const { action, beforeAck, untilDue, untilSent, untilWritten } of await countTransactions(clock)) {
    const before = `${beforeAck.length} (${beforeAck.join('; ')})`;
    goalRow(`${action}: transactions before the ack`, before, 'exactly 1', beforeAck.length === 1);
    if (untilWritten) {
      const written = `${untilWritten.length} (${untilWritten.join('; ')})`;
      goalRow('  from the ack until DocSpace is sent the change', written, 'at most 2', untilWritten.length <= 2);
    }
    if (untilDue === undefined || untilSent === undefined) continue;
    const due = `${untilDue.length} (${untilDue.join('; ')})`;
    goalRow('  from the ack until the deletion is due', due, 'at most 2', untilDue.length <= 2);
    const ofMessages = untilSent.filter((tables) => tables === 'messages').length;
    print(
      `  from then until DELETE is sent: ${untilSent.length - ofMessages}, and ${ofMessages} of the outbox meanwhile`,
    );
  }
}

async function printReplicas(clock: Clock, server: string): Promise<void> {
  const found = await benchReplicas(clock, server, APPROVALS);
  const { count, applied, deletes, groups, oursMs, bareMs } = found;
  const all = [applied, deletes, groups].every((number) => number === count);
  const result = `${applied} applied by ${deletes} DELETE calls about ${groups} groups`;
  goalRow(`PostgreSQL: ${count} approvals on two replicas`, result, 'each applied once', all);
  const speed = (ms: number) => `${((count * 1000) / ms).toFixed(0)} a second`;
  print(`  ${(oursMs / bareMs).toFixed(2)} × the time of the bare calls: ${speed(oursMs)} vs ${speed(bareMs)}`);
  print(`  the calls of each: ${found.calls.join(', ')}`);
}

async function printSlowDeletions(clock: Clock): Promise<void> {
  const found = await benchSlowDeletions(clock, { count: 100, callMs: 50, bareCount: 5, rounds: 3 });
  const faster = found.bareMs / found.oursMs;
  const result = `${faster.toFixed(1)} × faster (${seconds(found.oursMs)} vs ${seconds(found.bareMs)})`;
  const met = faster >= 5 && found.applied === found.count && found.deletes === found.count;
  goalRow('100 approved deletions at 50 ms a call, vs one by one', result, 'at least 5 ×, each deleted once', met);
  print(`  the calls of each: ${found.calls.join(', ')}`);
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** A statement without the columns it selects. */
function shortened(statement: string): string {
  const from = statement.slice(statement.indexOf(' from ') + 1).replaceAll('"', '');
  return from.length > 110 ? `${from.slice(0, 110)}…` : from;
}
