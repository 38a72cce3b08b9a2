import type { Variable } from '../environment.ts';

const A_DURATION = 'Set it to a duration such as';

/** What to do about each variable that is missing or wrong. */
export const REMEDIES: Readonly<Record<Variable, string>> = {
  SLACK_BOT_TOKEN: 'Copy the bot token (xoxb-…) from “OAuth & Permissions” of your app at api.slack.com/apps.',
  SLACK_APP_TOKEN:
    'Copy an app token (xapp-…) with the scope connections:write from “Basic Information” of your app at api.slack.com/apps; to be reached by HTTP instead, set SLACK_SIGNING_SECRET.',
  SLACK_SIGNING_SECRET: 'Copy the signing secret from “Basic Information” of your app at api.slack.com/apps.',
  PORT: 'Set it to the port on which the app listens for Slack, or leave it out for 3000.',
  SLACK_API_URL: 'Set it to the base address of Slack’s Web API, such as https://slack.com/api/, or leave it out.',
  DOCSPACE_URL: 'Set it to the address of your portal, such as https://acme.onlyoffice.com.',
  DOCSPACE_API_KEY:
    'Create a key (sk-…) under “Developer tools” of the portal, as its owner or a DocSpace admin, with the scopes accounts:read and accounts:write.',
  DATABASE_URL: 'Set it to postgres://… or a path to a SQLite file, or leave it out.',
  RESTORE_FOR: `${A_DURATION} 30d.`,
  RETENTION: `${A_DURATION} 365d.`,
  APPROVERS:
    'Set it to ids separated by commas, such as U012ABC,S034DEF. A profile in Slack shows its id under “Copy member ID”.',
  APPROVALS_REQUIRED: 'Set it to how many people must approve a deletion.',
  APPROVAL_CHANNEL: 'Set it to an id such as C012ABC. Slack shows it in the details of the channel.',
  APPROVAL_EXPIRY: `${A_DURATION} 24h.`,
  DELETE_GRACE: `${A_DURATION} 30s.`,
  SELF_APPROVAL: 'Set it to allow or deny.',
  ASKING: 'Set it to on or off: whether people can request changes they can’t make.',
  HTTPS_PROXY: 'Set it to the proxy’s address, such as http://proxy.acme.example:3128, or leave it out.',
  NO_PROXY: 'Set it to hosts separated by commas.',
  SUPPORT_CONTACT:
    'Set it to a name, such as the IT desk, a #channel, or the Slack id of a person (U…) or channel (C…), or leave it out.',
  HEALTH_PORT: 'Set it to the port that answers GET /health, or leave it out.',
  LOG_LEVEL: 'Set it to debug, info, warn or error.',
  LOG_FORMAT: 'Set it to text or json.',
};
