import { parseArgs } from 'node:util';
import { POLICY_VARIABLES, type PolicyVariable, type PolicyVariables } from './policy-variables.ts';

/** What people can say to `npm run sandbox`. */
export const USAGE = `npm run sandbox -- [options]
  --headless          without the browser page
  --json              one line of JSON with every address, token, key and person, once everything is ready
  --env               lines for .env in place of the words, for npm start in another terminal (with --no-app)
  --strict            end with exit code 1 as soon as the app sends something Slack would refuse
  --no-app            the stand-ins alone, to point npm start or another app at them
  --manifest FILE     another Bolt app in place of ours, which is not started: its name, commands, shortcuts, scopes and events
  --mode socket|http  how the workspace reaches the app (socket)
  --app-url URL       with --no-app or --manifest, and --mode http: where the app listens (http://127.0.0.1:3000/slack/events)
  --port N            port of the page (any free one)
  --workspace-port N  port of the Slack workspace (any free one)
  --portal-port N     port of the portal (any free one)
  --people N          people in the portal besides the cast (120)
  --policy NAME=VALUE a variable of the app that says who approves what, such as APPROVALS_REQUIRED=2; can be given several times:
                      ${POLICY_VARIABLES.join(', ')}
  --grace DURATION    the same as --policy DELETE_GRACE=DURATION (10s)
  --seed N            the same ids, tokens, keys and people for the same number (1)`;

/** The options of one run. */
export interface SandboxRun {
  headless: boolean;
  json: boolean;
  /** Whether the output is the environment of an app that is started apart. */
  env: boolean;
  strict: boolean;
  help: boolean;
  app: boolean;
  /** Manifest of the app that the workspace is for, in place of ours. */
  manifest?: string;
  mode: 'socket' | 'http';
  appUrl: string;
  port: number;
  workspacePort: number;
  portalPort: number;
  crowd: number;
  /** Variables of the app that differ from their defaults. */
  policy: Partial<PolicyVariables>;
  seed: number;
}

/** Reads the command line. @throws Error with a sentence about the option at fault */
export function readOptions(args?: string[]): SandboxRun {
  const { values } = parseArgs({
    allowNegative: true,
    ...(args ? { args } : {}),
    options: {
      headless: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      env: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      app: { type: 'boolean', default: true },
      manifest: { type: 'string' },
      mode: { type: 'string', default: 'socket' },
      'app-url': { type: 'string', default: 'http://127.0.0.1:3000/slack/events' },
      port: { type: 'string', default: '0' },
      'workspace-port': { type: 'string', default: '0' },
      'portal-port': { type: 'string', default: '0' },
      people: { type: 'string', default: '120' },
      policy: { type: 'string', multiple: true, default: [] },
      grace: { type: 'string', default: '10s' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const { headless, json, env, strict, manifest, help } = values;
  if (values.mode !== 'socket' && values.mode !== 'http') throw new Error('--mode takes socket or http');
  if (!URL.canParse(values['app-url']))
    throw new Error('--app-url takes an address, such as http://127.0.0.1:3000/slack/events');
  const app = values.app && manifest === undefined;
  if (env && app) throw new Error('--env is for an app that you start yourself: add --no-app or --manifest');
  if (env && json) throw new Error('--env and --json both say what is printed: take one of them');
  return {
    ...{ headless, json, env, strict, help, app },
    ...(manifest === undefined ? {} : { manifest }),
    mode: values.mode,
    appUrl: values['app-url'],
    port: wholeNumber('port', values.port),
    workspacePort: wholeNumber('workspace-port', values['workspace-port']),
    portalPort: wholeNumber('portal-port', values['portal-port']),
    crowd: wholeNumber('people', values.people),
    policy: { DELETE_GRACE: grace(values.grace), ...Object.fromEntries(values.policy.map(assignment)) },
    seed: wholeNumber('seed', values.seed),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--${option} takes a whole number`);
  return Number(text);
}

function grace(text: string): string {
  const count = /^(\d{1,4})s?$/.exec(text)?.[1];
  if (count === undefined) throw new Error('--grace takes seconds, such as 30s');
  return `${count}s`;
}

function assignment(text: string): [PolicyVariable, string] {
  const [given, ...value] = text.split('=');
  const name = POLICY_VARIABLES.find((each) => each === given);
  if (!name || value.length === 0)
    throw new Error(
      `--policy takes a variable and its value, such as APPROVALS_REQUIRED=2: ${POLICY_VARIABLES.join(', ')}`,
    );
  return [name, value.join('=')];
}
