import type { slackFailure } from '../../slack/failure.ts';
import type { Found } from '../finding.ts';
import type { OptionalScope, RequiredScope } from '../slack-scopes.ts';

/** What the checks say of the tokens and scopes in Slack. */

const PERMISSIONS = '“OAuth & Permissions” of your app at api.slack.com/apps';
const INFORMATION = '“Basic Information” of your app at api.slack.com/apps';

/** What the app needs each scope for, to follow “… which it needs”. */
const USES: Readonly<Record<RequiredScope, string>> = {
  commands: 'to receive /docspace-group',
  'chat:write': 'to post messages',
  'users:read': 'to see who clicks',
  'users:read.email': 'to find people in DocSpace',
  'channels:read': 'to see whether a channel is shared with another organization',
  'groups:read': 'to see whether a private channel is shared with another organization',
};

/** What is lost without each scope that can be left out. */
export const LOSSES: Readonly<Record<OptionalScope, string>> = {
  'chat:write.public': 'the app can post only in channels it was invited to',
  'usergroups:read': 'APPROVERS can’t name user groups',
};

export const botTokenWorks = (bot: string, workspace: string) =>
  `SLACK_BOT_TOKEN works: the app is @${bot} in the workspace ${workspace}.`;
export const APP_TOKEN_WORKS = 'SLACK_APP_TOKEN works: Socket Mode connections can be opened.';

export const HAS_ALL_SCOPES = 'The app has every scope it needs.';
export const SCOPES_UNKNOWN = 'Slack did not say which scopes the app has.';
export const lacksScope = (scope: RequiredScope): Found => [
  `The app lacks the scope ${scope}, which it needs ${USES[scope]}.`,
  `Add it under ${PERMISSIONS}, and install the app again.`,
];
export const lacksOptionalScope = (scope: OptionalScope): Found => [
  `Without the optional scope ${scope}, ${LOSSES[scope]}.`,
  `To change that, add it under ${PERMISSIONS}, and install the app again.`,
];

export const SIGNING_SECRET_NOT_CHECKED =
  'SLACK_SIGNING_SECRET can be checked only when Slack sends a request. If it is wrong, every command times out.';

export const tokensOfTwoApps = (ofAppToken: string, ofBotToken: string): Found => [
  `SLACK_APP_TOKEN belongs to the app ${ofAppToken}, but SLACK_BOT_TOKEN belongs to ${ofBotToken}.`,
  'Copy both from the same app at api.slack.com/apps.',
];
export const APP_TOKEN_LACKS_SCOPE: Found = [
  'SLACK_APP_TOKEN lacks the scope connections:write.',
  `Generate another app token with that scope under ${INFORMATION}.`,
];

/** Slack's codes for a token it does not accept, and what they mean. */
const REFUSALS: Readonly<Record<string, string>> = {
  invalid_auth: 'it is mistyped, its app was deleted, or SLACK_API_URL is wrong',
  not_authed: 'it is empty',
  account_inactive: 'the app was uninstalled, or its workspace was closed',
  token_revoked: 'it was revoked',
  token_expired: 'it has expired',
  not_allowed_token_type: 'it is another kind of token',
  team_disabled: 'the workspace is disabled',
  org_login_required: 'the workspace is being moved to Enterprise Grid',
};

/** Why Slack does not accept a token; undefined where its code says nothing about the token. */
export function tokenRefused(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', code: string): Found | undefined {
  const meaning = REFUSALS[code];
  if (meaning === undefined) return undefined;
  const place = variable === 'SLACK_BOT_TOKEN' ? PERMISSIONS : INFORMATION;
  return [`Slack did not accept ${variable} (${code}): ${meaning}.`, `Copy it again from ${place}.`];
}

/** Slack gave no answer that says anything about `what`. */
export function notChecked(what: string, failure: ReturnType<typeof slackFailure>): Found {
  return [
    `${what} could not be checked: ${unansweredText(failure)}.`,
    'Try again in a minute. If it keeps happening, check the network, SLACK_API_URL and HTTPS_PROXY.',
  ];
}

function unansweredText({ kind, word }: ReturnType<typeof slackFailure>): string {
  if (kind === 'limited') return 'Slack’s rate limit is reached';
  if (kind === 'later') return `Slack can’t be reached (${word})`;
  return kind === 'unclear' ? 'Slack did not answer' : `Slack answered ${word}`;
}
