import { createLinks } from '../access/index.ts';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/index.ts';
import { runTool } from './run-tool.ts';
import { linkForgetText as text } from './text.ts';

/** Forgets which DocSpace person a Slack account means; ends with 1 when it could not. */
await runTool(async ([account = '', ...more], loadConfig) => {
  if (!/^[UW][A-Z0-9]+$/.test(account) || more.length > 0) throw new Error(text.usage);
  const config = loadConfig();
  const store = await openStore({ url: config.databaseUrl, clock: systemClock });
  try {
    const links = createLinks({ store, workspace: () => undefined, portal: config.docspace.url });
    const forgotten = await links.forget(account);
    const line = forgotten ? text.forgotten(account) : text.notLinked(account, config.docspace.url);
    process.stdout.write(`${line}\n`);
  } finally {
    await store.close();
  }
});
