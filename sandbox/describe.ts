import { CAST } from './cast.ts';
import type { SandboxRun } from './options.ts';
import type { StandIns } from './start.ts';

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

/** The same for people: the page where there is one, else the addresses and how to run an app between the stand-ins. */
export function inWords(standIns: StandIns, page: string | null, run: SandboxRun): string {
  const { workspace, portal } = standIns;
  return [
    page
      ? `A Slack workspace with a DocSpace portal beside it, in the browser: ${page}`
      : `Slack workspace: ${workspace.apiUrl}\nDocSpace portal: ${portal.url}`,
    ...(run.app
      ? []
      : [`To run the app between them:\n  ${environment(standIns, run).join(' \\\n  ')} \\\n  npm start`]),
    'Ctrl+C ends all of it. For scripts, --json prints every address, token, key and person.',
  ].join('\n');
}

/** The variables `npm start` needs to live between these stand-ins. */
function environment({ workspace, portal }: StandIns, { mode, appUrl }: SandboxRun): string[] {
  const port = new URL(appUrl).port || '80';
  return [
    `SLACK_API_URL=${workspace.apiUrl}`,
    `SLACK_BOT_TOKEN=${workspace.botToken}`,
    ...(mode === 'http'
      ? [`SLACK_SIGNING_SECRET=${workspace.signingSecret}`, `PORT=${port}`]
      : [`SLACK_APP_TOKEN=${workspace.appToken}`]),
    `DOCSPACE_URL=${portal.url}`,
    `DOCSPACE_API_KEY=${portal.keys.owner}`,
  ];
}
