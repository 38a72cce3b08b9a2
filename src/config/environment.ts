import { z } from 'zod';
import { apiAddress, databaseProblem, portalAddress, proxyProblem } from './addresses.ts';
import { approverIds, choice, duration, text, wholeNumber } from './fields.ts';
import { apiKeyProblem, appTokenProblem, botTokenProblem, signingSecretProblem } from './secrets.ts';
import { supportContact } from './support-contact.ts';
import { NOT_A_CHANNEL } from './text/problems.ts';

/** Everything the app reads from the environment. */
export const environment = z.object({
  SLACK_BOT_TOKEN: text(botTokenProblem),
  SLACK_APP_TOKEN: text(appTokenProblem).optional(),
  SLACK_SIGNING_SECRET: text(signingSecretProblem).optional(),
  PORT: wholeNumber(1, 65535).default(3000),
  SLACK_API_URL: apiAddress.default('https://slack.com/api/'),
  DOCSPACE_URL: portalAddress,
  DOCSPACE_API_KEY: text(apiKeyProblem),
  DATABASE_URL: text(databaseProblem).optional(),
  RESTORE_FOR: duration('30d', '1d', '365d'),
  RETENTION: duration('365d', '30d', '3650d'),
  APPROVERS: approverIds,
  APPROVALS_REQUIRED: wholeNumber(1, 10).default(1),
  APPROVAL_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, { error: NOT_A_CHANNEL })
    .optional(),
  APPROVAL_EXPIRY: duration('24h', '1m', '30d'),
  DELETE_GRACE: duration('30s', '0s', '1h'),
  SELF_APPROVAL: choice(['allow', 'deny']).default('deny'),
  ASKING: choice(['on', 'off']).default('on'),
  HTTPS_PROXY: text(proxyProblem).optional(),
  NO_PROXY: z.string().default(''),
  SUPPORT_CONTACT: supportContact.optional(),
  HEALTH_PORT: wholeNumber(1, 65535).optional(),
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error']).default('info'),
  LOG_FORMAT: choice(['text', 'json']).default('text'),
});

export type Environment = z.infer<typeof environment>;
export type Variable = keyof Environment;

/** The names of all of them. */
export const NAMES = environment.keyof().options;
