import { createLinks } from '../access/index.ts';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/index.ts';
import { runTool } from './run-tool.ts';

const USAGE = `Say which Slack account to forget, such as: npm run link:forget -- U012ABC
To find the id, open the account's Slack profile and choose "Copy member ID".`;

/** Forgets which DocSpace person a Slack account means; ends with 1 when it could not. */
await runTool(async ([account = '', ...more], loadConfig) => {
  if (!/^[UW][A-Z0-9]+$/.test(account) || more.length > 0) throw new Error(USAGE);
  const config = loadConfig();
  const store = await openStore({ url: config.databaseUrl, clock: systemClock });
  try {
    const links = createLinks({ store, workspace: () => undefined, portal: config.docspace.url });
    const text = (await links.forget(account))
      ? `${account} is forgotten. When it is used next, it is linked to the DocSpace account with its e-mail, and can do what that account can.`
      : `${account} is not linked to any account of ${config.docspace.url}.`;
    process.stdout.write(`${text}\n`);
  } finally {
    await store.close();
  }
});
