import { z } from 'zod';

/** How Slack reaches the app. */
export type Transport = { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string; port: number };

/** All that can be set from outside; durations in milliseconds. */
export interface Config {
  readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly transport: Transport };
  readonly docspace: { readonly url: string; readonly apiKey: string };
  /** Undefined: a SQLite file in ./data. */
  readonly databaseUrl: string | undefined;
  readonly approvals: {
    /** Slack user ids of those who can approve deletions. Without users and user groups, every DocSpace admin can. */
    readonly approvers: readonly string[];
    /** Slack user group ids: their members can approve deletions too. */
    readonly approverGroups: readonly string[];
    readonly required: number;
    /** Where approval threads go; undefined: the channel the deletion was asked in. */
    readonly channel: string | undefined;
    readonly expiryMs: number;
    readonly graceMs: number;
    readonly selfApproval: boolean;
    /** Whether people without the right to change groups can ask for a change. */
    readonly asking: boolean;
  };
  /** How long after its deletion a group can be restored. */
  readonly restoreForMs: number;
  /** How long personal words are kept after what they belong to ended; at least as long as groups can be restored. */
  readonly retentionMs: number;
  readonly healthPort: number | undefined;
  readonly log: { readonly level: LogLevel; readonly format: 'text' | 'json' };
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One variable that keeps the app from starting, and what to do about it. */
export interface ConfigFault {
  variable: string;
  remedy: string;
}

/** Carries every fault of the environment at once; its message is the list people read. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      [
        'DocSpace Groups cannot start yet. Please set:',
        ...faults.map((fault) => `  ${fault.variable}: ${fault.remedy}`),
        'Every variable is explained in .env.example. To try the app without any of them, run: npm run sandbox',
      ].join('\n'),
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const token = (prefix: string, remedy: string) =>
  z.string({ error: remedy }).regex(new RegExp(`^${prefix}[\\w-]{6,}$`), { error: remedy });

const url = (remedy: string) =>
  z
    .string({ error: remedy })
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: remedy });

const wholeNumber = (min: number, max: number) => {
  const remedy = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, { error: remedy })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error: remedy });
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `30s`, `15m`, `24h`, `7d`; NaN for anything else. */
function milliseconds(text: string): number {
  const [, count, unit] = /^(\d+)\s*(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
}

function duration(standard: string, min: string, max: string) {
  const remedy = `a duration from ${min} to ${max}, such as ${standard}`;
  return z
    .string()
    .default(standard)
    .transform(milliseconds)
    .refine((length) => length >= milliseconds(min) && length <= milliseconds(max), { error: remedy });
}

const approvers = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((ids) => ids.every((id) => /^[UWS][A-Z0-9]+$/.test(id)), {
    error: 'ids of Slack users and user groups separated by commas, such as U012ABC,S034DEF',
  })
  .transform((ids) => ({
    users: ids.filter((id) => !id.startsWith('S')),
    groups: ids.filter((id) => id.startsWith('S')),
  }));

/** Anything else with a scheme is a mistyped address, never a path: a folder by its name would hold the password. */
const DATABASE_SCHEMES: ReadonlySet<string | undefined> = new Set(['postgres', 'postgresql', 'sqlite', 'file']);

const environment = z.object({
  SLACK_BOT_TOKEN: token(
    'xoxb-',
    'the bot token, starting with xoxb-, from "OAuth & Permissions" of your app at api.slack.com/apps',
  ),
  SLACK_APP_TOKEN: token(
    'xapp-',
    'the app token, starting with xapp-, from "Basic Information", with the scope connections:write',
  ).optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, { error: 'the signing secret from "Basic Information"' }).optional(),
  PORT: wholeNumber(1, 65535).default(3000),
  SLACK_API_URL: url('the base address of Slack’s Web API, such as https://slack.com/api/').default(
    'https://slack.com/api/',
  ),
  DOCSPACE_URL: url('the address of your portal, such as https://acme.onlyoffice.com'),
  DOCSPACE_API_KEY: token(
    'sk-',
    'an API key starting with sk-, from "Developer tools" of the portal, made by an owner or DocSpace admin with the scopes accounts:read and accounts:write',
  ),
  DATABASE_URL: z
    .string()
    .refine((text) => !text.includes('://') || DATABASE_SCHEMES.has(/^[a-z]+(?=:\/\/)/.exec(text)?.[0]), {
      error: 'postgres://…, or a path to a SQLite file',
    })
    .optional(),
  RESTORE_FOR: duration('30d', '1d', '365d'),
  RETENTION: duration('365d', '30d', '3650d'),
  APPROVERS: approvers,
  APPROVALS_REQUIRED: wholeNumber(1, 10).default(1),
  APPROVAL_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]+$/, { error: 'the id of a channel, such as C012ABC (channel details show it)' })
    .optional(),
  APPROVAL_EXPIRY: duration('24h', '1m', '30d'),
  DELETE_GRACE: duration('30s', '0s', '1h'),
  SELF_APPROVAL: z.enum(['allow', 'deny'], { error: 'allow or deny' }).default('deny'),
  ASKING: z
    .enum(['on', 'off'], { error: 'on or off: whether people can ask for changes they cannot make' })
    .default('on'),
  HEALTH_PORT: wholeNumber(1, 65535).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], { error: 'debug, info, warn or error' }).default('info'),
  LOG_FORMAT: z.enum(['text', 'json'], { error: 'text or json' }).default('text'),
});

type Environment = z.infer<typeof environment>;

/** The names of all variables the app reads, for `.env.example` and its test. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the environment once; an empty variable counts as unset.
 * @throws ConfigError naming every faulty variable and its remedy, never a value.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    VARIABLES.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const faults = parsed.success ? [] : faultsOf(parsed.error);
  if (!('SLACK_APP_TOKEN' in given) && !('SLACK_SIGNING_SECRET' in given)) {
    faults.push({
      variable: 'SLACK_APP_TOKEN',
      remedy:
        'the app token, starting with xapp-, for Socket Mode (or SLACK_SIGNING_SECRET, to be reached by HTTP instead)',
    });
  }
  if (needsMoreThanThereAre(given)) {
    faults.push({
      variable: 'APPROVALS_REQUIRED',
      remedy: 'no more than there are people in APPROVERS; lower it, or name more people there',
    });
  }
  if (erasesTooEarly(given)) {
    faults.push({
      variable: 'RETENTION',
      remedy:
        'no shorter than RESTORE_FOR, since a group is restored from what is kept; raise it, or lower RESTORE_FOR',
    });
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return freeze(arrange(parsed.data));
}

function faultsOf(error: z.ZodError): ConfigFault[] {
  return error.issues.map((issue) => ({ variable: String(issue.path[0]), remedy: issue.message }));
}

/**
 * Whether a deletion needs more approvals than there are approvers: it could never be approved. How many people a user
 * group has can change at any time, so nothing is said where one is named.
 */
function needsMoreThanThereAre(given: object): boolean {
  // Read apart from the rest, so that a fault elsewhere does not hide this one.
  const read = environment.pick({ APPROVERS: true, APPROVALS_REQUIRED: true }).safeParse(given);
  if (!read.success) return false;
  const { users, groups } = read.data.APPROVERS;
  if (users.length === 0 || groups.length > 0) return false;
  return read.data.APPROVALS_REQUIRED > new Set(users).size;
}

/** Whether members of a deleted group would be erased while it can still be restored. */
function erasesTooEarly(given: object): boolean {
  const read = environment.pick({ RESTORE_FOR: true, RETENTION: true }).safeParse(given);
  return read.success && read.data.RETENTION < read.data.RESTORE_FOR;
}

function arrange(env: Environment): Config {
  const transport: Transport = env.SLACK_APP_TOKEN
    ? { mode: 'socket', appToken: env.SLACK_APP_TOKEN }
    : { mode: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '', port: env.PORT };
  return {
    slack: { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL, transport },
    docspace: { url: env.DOCSPACE_URL.replace(/\/+$/, ''), apiKey: env.DOCSPACE_API_KEY },
    databaseUrl: env.DATABASE_URL,
    restoreForMs: env.RESTORE_FOR,
    retentionMs: env.RETENTION,
    approvals: {
      approvers: env.APPROVERS.users,
      approverGroups: env.APPROVERS.groups,
      required: env.APPROVALS_REQUIRED,
      channel: env.APPROVAL_CHANNEL,
      expiryMs: env.APPROVAL_EXPIRY,
      graceMs: env.DELETE_GRACE,
      selfApproval: env.SELF_APPROVAL === 'allow',
      asking: env.ASKING === 'on',
    },
    healthPort: env.HEALTH_PORT,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
  };
}

function freeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}
