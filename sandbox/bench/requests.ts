import type { Clock } from '../../src/clock.ts';
import { type CreateDatabase, databasesOf } from './databases.ts';
import { addOld, benchDecisions, benchSubmissions } from './decisions.ts';
import { goalRow, print, row } from './print.ts';
import { addDue, benchSweep } from './sweep.ts';

const MANY = 100_000;
const FEW = 100;

/** Measures requests and their databases, and prints a line for each result. */
export async function printRequests(clock: Clock, server: string | undefined): Promise<void> {
  for (const create of databasesOf(clock, server)) await printDatabase(clock, create);
  if (!server) print('PostgreSQL is measured where TEST_DATABASE_URL names a server: decisions, sweeps, two replicas.');
}

async function printDatabase(clock: Clock, create: CreateDatabase): Promise<void> {
  const [large, small] = [await create(), await create()];
  try {
    const [many, few] = [await large.open(), await small.open()];
    await addOld(many, clock, MANY);
    await addOld(few, clock, FEW);
    const decisions = await benchDecisions(many, few, clock, 100);
    row(`${large.name}: an approval with 100,000 old requests, beside 100 old ones`, decisions, 1.5);
    const submissions = await benchSubmissions(many, few, clock, 60);
    row(`${large.name}: a submission stored, with 100,000 old requests, beside 100 old ones`, submissions, 1.5);
    await addDue(many, clock);
    const { looks, time } = await benchSweep(many, create, clock, 30);
    row(`${large.name}: looks of a sweep, 1,000 due of 100,000 requests, beside 1,000 of 1,000`, time, 1.5);
    for (const { statement, plan } of looks)
      print(`  ${shortened(statement)}\n    ${plan.map((line) => line.trim()).join('; ')}`);
    const full = looks.filter((look) => look.readsAll).length;
    goalRow(`${large.name}: looks that read a whole table`, `${full} of ${looks.length}`, 'none', full === 0);
  } finally {
    await large.drop();
    await small.drop();
  }
}

/** A statement without the columns it selects. */
function shortened(statement: string): string {
  const from = statement.slice(statement.indexOf(' from ') + 1).replaceAll('"', '');
  return from.length > 110 ? `${from.slice(0, 110)}…` : from;
}
