import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { HomeTeam } from '../access/index.ts';
import { appIdOf } from '../slack/app-token.ts';
import { slackError, slackFailure } from '../slack/failure.ts';
import type { SlackClient } from '../slack/messenger.ts';
import { about, type Finding } from './finding.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './slack-scopes.ts';
import * as text from './text/slack.ts';

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

/** The bot token: whether Slack accepts it, of which app it is, and which scopes it has. */
export async function checkBotToken(client: SlackClient): Promise<{ findings: Finding[]; facts?: SlackFacts }> {
  try {
    const { team_id, enterprise_id, team, user, bot_id, response_metadata } = identity.parse(await client.auth.test());
    const scopes = response_metadata.scopes && new Set(response_metadata.scopes);
    const findings = [finding('ok', text.botTokenWorks(user, team))];
    const home = { teamId: team_id, enterpriseId: enterprise_id ?? undefined };
    const appId = await appOfBot(client, bot_id);
    return { findings: [...findings, ...scopeFindings(scopes)], facts: { home, botName: user, scopes, appId } };
  } catch (error) {
    return { findings: [tokenFinding('SLACK_BOT_TOKEN', error)] };
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
  if (scopes === undefined) return [finding('warning', text.SCOPES_UNKNOWN)];
  const missing = REQUIRED_SCOPES.filter((scope) => !scopes.has(scope));
  const leftOut = OPTIONAL_SCOPES.filter((scope) => !scopes.has(scope));
  return [
    ...missing.map((scope) => finding('fault', ...text.lacksScope(scope))),
    ...(missing.length === 0 ? [finding('ok', text.HAS_ALL_SCOPES)] : []),
    ...leftOut.map((scope) => finding('note', ...text.lacksOptionalScope(scope))),
  ];
}

/** Where Slack reaches the app by HTTP, no call to Slack proves the secret. */
export const UNPROVEN_SECRET = finding('note', text.SIGNING_SECRET_NOT_CHECKED);

/** The app-level token: whether it is of the same app, and whether it opens Socket Mode connections. */
export async function checkAppToken(
  client: webApi.WebClient,
  token: string,
  appId: string | undefined,
): Promise<Finding> {
  const ownAppId = appIdOf(token);
  if (appId !== undefined && ownAppId !== undefined && appId !== ownAppId)
    return finding('fault', ...text.tokensOfTwoApps(ownAppId, appId));
  try {
    // The address is not used: it works once, and for seconds.
    await client.apps.connections.open();
    return finding('ok', text.APP_TOKEN_WORKS);
  } catch (error) {
    if (slackError(error) === 'missing_scope') return finding('fault', ...text.APP_TOKEN_LACKS_SCOPE);
    return tokenFinding('SLACK_APP_TOKEN', error);
  }
}

function tokenFinding(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', error: unknown): Finding {
  const code = slackError(error);
  const refused = code === undefined ? undefined : text.tokenRefused(variable, code);
  if (refused !== undefined) return finding('fault', ...refused);
  return finding('warning', ...text.notChecked(variable, slackFailure(error)));
}
