import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { onEnd } from '../end-of-process.ts';
import { createLog } from '../log.ts';
import { CAST } from './cast.ts';
import { type StandIns, startAppBetween, startStandIns } from './start.ts';

/** `npm run sandbox`: the stand-ins and the app, kept running until the process is asked to end. */

const USAGE = `npm run sandbox -- [options]
  --headless          without the browser page
  --json              one line of JSON with every address, token, key and person, once everything is ready
  --no-app            the stand-ins alone, to point npm start or another app at them
  --mode socket|http  how the workspace reaches the app (socket)
  --app-url URL       with --no-app --mode http: where the app listens (http://127.0.0.1:3000/slack/events)
  --port N            port of the workspace (any free one)
  --portal-port N     port of the portal (any free one)
  --people N          people in the portal beside the cast (120)
  --seed N            the same ids, tokens, keys and people for the same number (1)`;

function readOptions() {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      headless: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      app: { type: 'boolean', default: true },
      mode: { type: 'string', default: 'socket' },
      'app-url': { type: 'string', default: 'http://127.0.0.1:3000/slack/events' },
      port: { type: 'string', default: '0' },
      'portal-port': { type: 'string', default: '0' },
      people: { type: 'string', default: '120' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'port' | 'portal-port' | 'people' | 'seed') => {
    if (!/^\d{1,6}$/.test(values[name])) throw new Error(`--${name} takes a whole number`);
    return Number(values[name]);
  };
  if (values.mode !== 'socket' && values.mode !== 'http') throw new Error('--mode takes socket or http');
  const mode: 'socket' | 'http' = values.mode;
  return {
    ...values,
    mode,
    appUrl: values['app-url'],
    port: number('port'),
    portalPort: number('portal-port'),
    crowd: number('people'),
    seed: number('seed'),
  };
}

/** Everything a script needs to use the stand-ins. */
function describe({ workspace, portal }: StandIns): object {
  const roleOf = (email: string) => CAST.find((member) => member.docspace?.email === email)?.docspace?.role ?? 'none';
  const { apiUrl, botToken, appToken, signingSecret, team, channels } = workspace;
  return {
    slack: {
      apiUrl,
      botToken,
      appToken,
      signingSecret,
      team,
      channels,
      users: workspace.users.map(({ id, email }) => ({ id, email, role: roleOf(email) })),
    },
    docspace: {
      url: portal.url,
      keys: portal.keys,
      people: portal.people().map(({ id, email, role, status }) => ({ id, email, role, status })),
    },
    page: null,
  };
}

function inWords({ workspace, portal }: StandIns, withApp: boolean): string {
  const env = [
    `SLACK_API_URL=${workspace.apiUrl}`,
    `SLACK_BOT_TOKEN=${workspace.botToken}`,
    `SLACK_APP_TOKEN=${workspace.appToken}`,
    `DOCSPACE_URL=${portal.url}`,
    `DOCSPACE_API_KEY=${portal.keys.owner}`,
  ];
  const app = withApp
    ? 'The app is running between them.'
    : `To run the app between them:\n  ${env.join(' \\\n  ')} \\\n  npm start`;
  return [
    `Slack workspace: ${workspace.apiUrl}`,
    `DocSpace portal: ${portal.url}`,
    app,
    'For scripts: --json prints every address, token, key and person. Ctrl+C ends all of it.',
  ].join('\n');
}

async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const log = createLog({ level: 'info', format: 'text' }, Date.now, (line) => process.stderr.write(`${line}\n`));
  const all = { ...options, clock: systemClock, log };
  const standIns = await startStandIns(all);
  const running = options.app ? await startAppBetween(standIns, all) : undefined;
  if (!options.app && options.mode === 'http') standIns.workspace.deliverOverHttp(options.appUrl);
  const stop = async () => {
    await running?.stop();
    await standIns.stop();
    process.exit(0);
  };
  onEnd(() => void stop(), 'npm_lifecycle_event' in process.env);
  process.stdout.write(`${options.json ? JSON.stringify(describe(standIns)) : inWords(standIns, options.app)}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'could not start'}\n${USAGE}\n`);
  process.exit(1);
}
