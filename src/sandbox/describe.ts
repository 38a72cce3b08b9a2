import { CAST } from './cast.ts';
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

/** The same for people: where to look, and how to run an app between the stand-ins where there is none. */
export function inWords({ workspace, portal }: StandIns, page: string | null, withApp: boolean): string {
  const env = [
    `SLACK_API_URL=${workspace.apiUrl}`,
    `SLACK_BOT_TOKEN=${workspace.botToken}`,
    `SLACK_APP_TOKEN=${workspace.appToken}`,
    `DOCSPACE_URL=${portal.url}`,
    `DOCSPACE_API_KEY=${portal.keys.owner}`,
  ];
  const toRun = `To run the app between them:\n  ${env.join(' \\\n  ')} \\\n  npm start`;
  return [
    ...(page ? [`Open ${page} in a browser: a Slack workspace, with the DocSpace portal beside it.`, ''] : []),
    `Slack workspace: ${workspace.apiUrl}`,
    `DocSpace portal: ${portal.url}`,
    withApp ? 'The app is running between them.' : toRun,
    'For scripts: --json prints every address, token, key and person. Ctrl+C ends all of it.',
  ].join('\n');
}
