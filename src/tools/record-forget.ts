import { systemClock } from '../clock.ts';
import { type Forgotten, forgetPerson } from '../store/forget.ts';
import { openStore } from '../store/index.ts';
import { runTool } from './run-tool.ts';
import { recordForgetText as text } from './text.ts';

function reportOf(id: string, { person, rows }: Forgotten): string {
  const others = [...person.accounts, ...person.personIds].filter((each) => each !== id);
  const tables = [...rows].filter(([, changed]) => changed > 0).map(([table, changed]) => `  ${table}: ${changed}`);
  const who = text.who(id, others);
  if (tables.length === 0) return text.nothingKept(who);
  const all = [...rows.values()].reduce((sum, changed) => sum + changed, 0);
  return [text.forgotten(who, all), ...tables].join('\n');
}

/** Erases a person's words from the database; ends with 1 when it could not. */
await runTool(async ([id = '', ...more], loadConfig) => {
  if (!/^[\w-]+$/.test(id) || more.length > 0) throw new Error(text.usage);
  const store = await openStore({ url: loadConfig().databaseUrl, clock: systemClock });
  try {
    process.stdout.write(`${reportOf(id, await forgetPerson(store, id))}\n`);
  } finally {
    await store.close();
  }
});
