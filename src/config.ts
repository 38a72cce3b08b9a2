import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type Environment, environment, NAMES, type Variable } from './config/environment.ts';
import { ConfigError, type ConfigFault } from './config/faults.ts';
import { FILE_VARIABLES, fileVariable, type ReadFile, readSecretFiles } from './config/secret-files.ts';
import type { SupportSetting } from './config/support-contact.ts';
import { ERASED_TOO_EARLY, shortenedText, TOO_FEW_APPROVERS } from './config/text/faults.ts';
import { REMEDIES } from './config/text/remedies.ts';

export { ConfigError } from './config/faults.ts';

/** How Slack reaches the app. */
export type Transport = { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string; port: number };

/** All settings; durations in milliseconds. */
export interface Config {
  readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly transport: Transport };
  readonly docspace: { readonly url: string; readonly apiKey: string };
  /** Undefined: a SQLite file in ./data. */
  readonly databaseUrl: string | undefined;
  readonly approvals: {
    /** Slack user ids of deletion approvers. Without users and user groups, every DocSpace admin can approve. */
    readonly approvers: readonly string[];
    /** Slack user group ids: their members can approve deletions too. */
    readonly approverGroups: readonly string[];
    readonly required: number;
    /** Where approval threads are posted; undefined: the channel the deletion was requested in. */
    readonly channel: string | undefined;
    readonly expiryMs: number;
    readonly graceMs: number;
    readonly selfApproval: boolean;
    /** Whether users who can't edit groups can request an edit. */
    readonly asking: boolean;
  };
  /** How long after its deletion a group can be restored. */
  readonly restoreForMs: number;
  /** How long personal text is kept after its request ended; at least as long as groups can be restored. */
  readonly retentionMs: number;
  /** For Slack and the portal; undefined: no proxy. */
  readonly proxy: ProxySettings | undefined;
  readonly healthPort: number | undefined;
  /** Undefined: not set. */
  readonly supportContact: SupportSetting | undefined;
  readonly log: { readonly level: LogLevel; readonly format: 'text' | 'json' };
  /** Settings the app adjusted, as sentences. */
  readonly warnings: readonly string[];
}

/** A proxy that opens tunnels (CONNECT). */
export interface ProxySettings {
  /** With user name and password where the proxy requires them. */
  readonly url: string;
  /** `NO_PROXY` as it was set. */
  readonly except: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** All variables the app reads, for `.env.example` and its test. */
export const VARIABLES: readonly string[] = [...NAMES, ...FILE_VARIABLES];

/** By convention the lower-case form of these wins. */
const ALSO_LOWER_CASE: ReadonlySet<string> = new Set(['HTTPS_PROXY', 'NO_PROXY']);

/**
 * Reads the environment once; an empty variable counts as unset.
 * @param readFile reads the file of a secret
 * @throws ConfigError naming every faulty variable and its remedy, never a value
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Config {
  const set = withoutBlanks(env);
  const files = readSecretFiles(set, readFile);
  const given = { ...set, ...files.values };
  const parsed = environment.safeParse(given);
  const inFile = new Set(files.faults.map(({ variable }) => variable));
  const faults = [
    ...files.faults,
    ...(parsed.success ? [] : valueFaults(parsed.error, given, files.values)).filter(
      ({ variable }) => !inFile.has(fileVariable(variable)),
    ),
    ...crossFaults(given, (variable) => inFile.has(fileVariable(variable))),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return freeze(toConfig(parsed.data));
}

function withoutBlanks(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const lower = ALSO_LOWER_CASE.has(name) ? env[name.toLowerCase()]?.trim() : undefined;
      const value = lower || env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

function valueFaults(error: z.ZodError, given: object, fromFile: object): ConfigFault[] {
  return error.issues.flatMap(({ path: [first], message }): ConfigFault[] => {
    const name = NAMES.find((known) => known === first);
    if (name === undefined) return [];
    const remedy = REMEDIES[name];
    if (!(name in given)) return [{ variable: name, remedy }];
    return [{ variable: name in fromFile ? fileVariable(name) : name, problem: message, remedy }];
  });
}

/** Faults of variables that contradict each other. */
function crossFaults(given: object, isFaulty: (variable: Variable) => boolean): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const isSet = (variable: Variable) => variable in given || isFaulty(variable);
  if (!isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET'))
    faults.push({ variable: 'SLACK_APP_TOKEN', remedy: REMEDIES.SLACK_APP_TOKEN });
  if (hasTooFewApprovers(given))
    faults.push({
      variable: 'APPROVALS_REQUIRED',
      ...TOO_FEW_APPROVERS,
    });
  if (erasesTooEarly(given))
    faults.push({
      variable: 'RETENTION',
      ...ERASED_TOO_EARLY,
    });
  return faults;
}

/**
 * Whether a deletion needs more approvals than there are approvers, so that it could never be approved. The size of a user
 * group can change at any time, so settings with one are not checked.
 */
function hasTooFewApprovers(given: object): boolean {
  // Parsed separately, so that a fault in another variable does not hide this one.
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

function toConfig(env: Environment): Config {
  const transport: Transport = env.SLACK_APP_TOKEN
    ? { mode: 'socket', appToken: env.SLACK_APP_TOKEN }
    : { mode: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '', port: env.PORT };
  return {
    slack: { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL, transport },
    docspace: { url: env.DOCSPACE_URL.url, apiKey: env.DOCSPACE_API_KEY },
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
    proxy: env.HTTPS_PROXY === undefined ? undefined : { url: env.HTTPS_PROXY, except: env.NO_PROXY },
    healthPort: env.HEALTH_PORT,
    supportContact: env.SUPPORT_CONTACT,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
    warnings: env.DOCSPACE_URL.isShortened ? [shortenedText(env.DOCSPACE_URL.url)] : [],
  };
}

function freeze<T extends object>(value: T): Readonly<T> {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}
