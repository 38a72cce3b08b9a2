import { CAST } from './cast.ts';
import type { SandboxRun } from './options.ts';
import type { StandIns } from './start.ts';
import { asLines, portalVariables, slackVariables } from './variables.ts';

/** Everything a script needs to use the stand-ins; `page` is where the browser page is, null without one. */
export function description({ workspace, portal }: StandIns, page: string | null): object {
  const roleOf = (email: string) => CAST.find((member) => member.docspace?.email === email)?.docspace?.role ?? 'none';
  const { apiUrl, botToken, appToken, signingSecret, team, channels } = workspace;
  const users = workspace.users.map(({ id, email }) => ({ id, email, role: roleOf(email) }));
  return {
    slack: { apiUrl, botToken, appToken, signingSecret, team, channels, users },
    docspace: {
      url: portal.url,
      keys: portal.keys,
      people: portal.people().map(({ id, email, role, status }) => ({ id, email, role, status })),
    },
    page,
  };
}

/** How an app is run: ours, or another one (`other`), which needs no portal. */
type Run = Pick<SandboxRun, 'app' | 'mode' | 'appUrl'> & { other: boolean };

/** The same for people: the page where there is one, else the addresses and how to run an app between the stand-ins. */
export function inWords(standIns: StandIns, page: string | null, run: Run): string {
  const { workspace, portal } = standIns;
  return [
    page
      ? `A Slack workspace with a DocSpace portal next to it, in the browser: ${page}`
      : `Slack workspace: ${workspace.apiUrl}\nDocSpace portal: ${portal.url}`,
    ...(run.app ? [] : [howToRun(standIns, run)]),
    'Ctrl+C ends all of it. For scripts, --json prints every address, token, key and person.',
  ].join('\n');
}

/** The environment of an app that is started apart, as a file for `.env`. */
export function asEnvFile(standIns: StandIns, page: string | null, run: Run): string {
  const own = run.other
    ? []
    : [
        ...asLines(portalVariables(standIns)),
        '# Kept in memory, as everything of the sandbox',
        'DATABASE_URL=:memory:',
      ];
  return [
    '# Made by npm run sandbox; good while it runs',
    ...(page ? [`# The workspace in the browser: ${page}`] : []),
    ...asLines(slackVariables(standIns, run)),
    ...own,
  ].join('\n');
}

/** What to do next, for a reader whose output goes to a file. */
export function afterEnvFile(page: string | null, run: Run): string {
  return [
    run.other ? 'Ready: start your app in another terminal.' : 'Ready: type npm start in another terminal.',
    ...(page ? [`The workspace in the browser: ${page}`] : []),
    'Ctrl+C ends the workspace and the portal.',
  ].join('\n');
}

function howToRun(standIns: StandIns, run: Run): string {
  const slack = asLines(slackVariables(standIns, run));
  if (run.other)
    return `To run your app in this workspace, give it these, and SLACK_API_URL as clientOptions.slackApiUrl:\n  ${slack.join('\n  ')}`;
  const variables = [...slack, ...asLines(portalVariables(standIns))];
  return `To run the app between them:\n  ${variables.join(' \\\n  ')} \\\n  npm start`;
}
