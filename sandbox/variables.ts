import type { StandIns } from './start.ts';

/** How the workspace reaches an app. */
export interface Reach {
  mode: 'socket' | 'http';
  /** Where an app listens, in HTTP mode. */
  appUrl: string;
}

/** What an app needs to reach this workspace, by the names of the variables. */
export function slackVariables({ workspace }: Pick<StandIns, 'workspace'>, { mode, appUrl }: Reach) {
  return {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.botToken,
    ...(mode === 'http'
      ? { SLACK_SIGNING_SECRET: workspace.signingSecret, PORT: new URL(appUrl).port || '80' }
      : { SLACK_APP_TOKEN: workspace.appToken }),
  };
}

/** What our app needs to reach this portal. */
export function portalVariables({ portal }: Pick<StandIns, 'portal'>) {
  return { DOCSPACE_URL: portal.url, DOCSPACE_API_KEY: portal.keys.owner };
}

/** Variables as lines of an environment file. */
export function asLines(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}
