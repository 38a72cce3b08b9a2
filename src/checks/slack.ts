import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { HomeTeam } from '../access/index.ts';
import { appIdOf } from '../slack/app-token.ts';
import { slackError, slackFailure } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
import { about, type Finding } from './finding.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './slack-scopes.ts';

/** What is known of the app in Slack, for the checks that follow. */
export interface SlackFacts {
  home: HomeTeam;
  /** How people mention the app, without the `@`. */
  botName: string;
  /** Undefined where Slack did not say. */
  scopes: ReadonlySet<string> | undefined;
  appId: string | undefined;
}

const identity = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  team: z.string().default(''),
  user: z.string().default(''),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).default({}),
});

const bot = z.object({ bot: z.object({ app_id: z.string().optional() }) });

const finding = about('Slack');
const COPY_BOT_TOKEN = 'Copy it again from "OAuth & Permissions" of your app at api.slack.com/apps.';
const COPY_APP_TOKEN = 'Copy it again from "Basic Information" of your app at api.slack.com/apps.';

/** Slack's words for a token it does not accept, and what they mean. */
const TOKEN_WORDS: Readonly<Record<string, string>> = {
  invalid_auth: 'it is mistyped, of an app that was deleted, or not for this address of Slack',
  not_authed: 'it is empty',
  account_inactive: 'the app was uninstalled, or its workspace closed',
  token_revoked: 'it was revoked',
  token_expired: 'it has expired',
  not_allowed_token_type: 'it is a token of another kind',
  team_disabled: 'the workspace is disabled',
  org_login_required: 'the workspace is being moved to Enterprise Grid',
};

/** The bot token: whether Slack accepts it, of which app it is, and what it may do. */
export async function checkBotToken(client: SlackClient): Promise<{ findings: Finding[]; facts?: SlackFacts }> {
  try {
    const { team_id, enterprise_id, team, user, bot_id, response_metadata } = identity.parse(await client.auth.test());
    const scopes = response_metadata.scopes && new Set(response_metadata.scopes);
    const findings = [finding('ok', `SLACK_BOT_TOKEN works: the app is @${user} in the workspace ${team}.`)];
    const home = { teamId: team_id, enterpriseId: enterprise_id ?? undefined };
    const appId = await appOfBot(client, bot_id);
    return { findings: [...findings, ...scopeFindings(scopes)], facts: { home, botName: user, scopes, appId } };
  } catch (error) {
    return { findings: [tokenFinding('SLACK_BOT_TOKEN', error, COPY_BOT_TOKEN)] };
  }
}

/** The app behind the bot token; undefined where Slack does not say, as without users:read. */
async function appOfBot(client: SlackClient, botId: string | undefined): Promise<string | undefined> {
  if (botId === undefined) return undefined;
  try {
    return bot.parse(await client.bots.info({ bot: botId })).bot.app_id;
  } catch {
    return undefined;
  }
}

function scopeFindings(scopes: ReadonlySet<string> | undefined): Finding[] {
  if (scopes === undefined) return [finding('warning', 'Slack did not say which scopes the app has.')];
  const again = 'under "OAuth & Permissions" of your app at api.slack.com/apps, and install the app again';
  const missing = Object.entries(REQUIRED_SCOPES).filter(([scope]) => !scopes.has(scope));
  const left = Object.entries(OPTIONAL_SCOPES).filter(([scope]) => !scopes.has(scope));
  return [
    ...missing.map(([scope, use]) =>
      finding('fault', `The app lacks the scope ${scope}, which it needs ${use}.`, `Add it ${again}.`),
    ),
    ...(missing.length === 0 ? [finding('ok', 'The app has every scope it needs.')] : []),
    ...left.map(([scope, loss]) =>
      finding('note', `Without the optional scope ${scope}, ${loss}.`, `To change that, add it ${again}.`),
    ),
  ];
}

/** Where Slack reaches the app by HTTP, nothing of Slack's tells whether the secret is right. */
export const UNPROVEN_SECRET = finding(
  'note',
  'Whether SLACK_SIGNING_SECRET is right shows with the first request of Slack: with a wrong one, every command times out.',
);

/** The app-level token: whether it is of the same app, and whether it opens Socket Mode connections. */
export async function checkAppToken(
  client: webApi.WebClient,
  token: string,
  appId: string | undefined,
): Promise<Finding> {
  const ownAppId = appIdOf(token);
  if (appId !== undefined && ownAppId !== undefined && appId !== ownAppId)
    return finding(
      'fault',
      `SLACK_APP_TOKEN is of the app ${ownAppId}, but SLACK_BOT_TOKEN of ${appId}.`,
      'Copy both from the same app at api.slack.com/apps.',
    );
  try {
    // The address is not used: it is valid once, and soon no more.
    await client.apps.connections.open();
    return finding('ok', 'SLACK_APP_TOKEN works: Socket Mode connections can be opened.');
  } catch (error) {
    if (slackError(error) === 'missing_scope')
      return finding(
        'fault',
        'SLACK_APP_TOKEN lacks the scope connections:write.',
        'Generate another app token with that scope under "Basic Information" of your app at api.slack.com/apps.',
      );
    return tokenFinding('SLACK_APP_TOKEN', error, COPY_APP_TOKEN);
  }
}

function tokenFinding(variable: string, error: unknown, remedy: string): Finding {
  const word = slackError(error);
  const meaning = word === undefined ? undefined : TOKEN_WORDS[word];
  if (meaning !== undefined) return finding('fault', `Slack did not accept ${variable} (${word}): ${meaning}.`, remedy);
  return finding('warning', `${variable} could not be checked: ${unansweredText(error)}.`, NEXT);
}

const NEXT = 'Try again in a minute; if it stays, check the network, SLACK_API_URL and HTTPS_PROXY.';

/** Why Slack gave no answer that tells anything, to follow a colon. */
export function unansweredText(error: unknown): string {
  const { kind, word } = slackFailure(error);
  if (kind === 'limited') return 'Slack is asked too often right now';
  if (kind === 'later') return `Slack cannot be reached (${word})`;
  return kind === 'unclear' ? 'no answer came from Slack' : `Slack answered ${word}`;
}
