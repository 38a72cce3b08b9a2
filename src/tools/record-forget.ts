import { systemClock } from '../clock.ts';
import { type Forgotten, forgetPerson } from '../store/forget.ts';
import { openStore } from '../store/index.ts';
import { runTool } from './run-tool.ts';

const USAGE = `Say whom to forget, by the id of a Slack account or of a DocSpace person, such as: npm run record:forget -- U012ABC
To find the id, open the account's Slack profile and choose "Copy member ID". Erased words cannot be brought back.`;

function reportOf(id: string, { person, rows }: Forgotten): string {
  const others = [...person.accounts, ...person.personIds].filter((each) => each !== id);
  const tables = [...rows].filter(([, changed]) => changed > 0).map(([table, changed]) => `  ${table}: ${changed}`);
  const who = others.length > 0 ? `${id} (also ${others.join(', ')})` : id;
  if (tables.length === 0) return `Nothing is kept of ${who}.`;
  const all = [...rows.values()].reduce((sum, changed) => sum + changed, 0);
  return [`${who} is forgotten: ${all} ${all === 1 ? 'row' : 'rows'} changed or deleted.`, ...tables].join('\n');
}

/** Erases a person's words from the database; ends with 1 when it could not. */
await runTool(async ([id = '', ...more], loadConfig) => {
  if (!/^[\w-]+$/.test(id) || more.length > 0) throw new Error(USAGE);
  const store = await openStore({ url: loadConfig().databaseUrl, clock: systemClock });
  try {
    process.stdout.write(`${reportOf(id, await forgetPerson(store, id))}\n`);
  } finally {
    await store.close();
  }
});
