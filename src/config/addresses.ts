import { z } from 'zod';
import { NOT_A_DATABASE, NOT_AN_ADDRESS, NOT_HTTP, NOT_HTTPS, PROXY_WITH_PATH, UNENCRYPTED } from './text/problems.ts';

/** An address as the app uses it. */
export interface Address {
  url: string;
  /** Whether something was left out, such as a path or a password. */
  isShortened: boolean;
}

/** Whether a host is this machine: nothing sent to it crosses a network. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** What is wrong with a web address that secrets are sent to. */
function webAddressProblem(given: string): string | undefined {
  if (!given.includes('://')) return NOT_HTTPS;
  if (!URL.canParse(given)) return NOT_AN_ADDRESS;
  const { protocol, hostname } = new URL(given);
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return NOT_HTTPS;
  return isLoopback(hostname) ? undefined : UNENCRYPTED;
}

const webAddress = z.string().superRefine((given, context) => {
  const problem = webAddressProblem(given);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** Host and port, without the dot at the end that makes a name absolute: the portal and certificates do not know it. */
function hostOf({ hostname, port }: URL): string {
  return `${hostname.replace(/\.+$/, '')}${port && `:${port}`}`;
}

/** A portal's address: scheme, host and port; everything behind them is left out. */
export const portalAddress = webAddress.transform((given): Address => {
  const url = new URL(given);
  const { protocol, pathname, search, hash, username, password } = url;
  const rest = [pathname.replace(/^\/+$/, ''), search, hash, username, password].join('');
  return { url: `${protocol}//${hostOf(url)}`, isShortened: rest !== '' };
});

/** The base address of the Web API, with its path. */
export const apiAddress = webAddress.transform((given) => {
  const url = new URL(given);
  return `${url.protocol}//${hostOf(url)}${url.pathname}`;
});

/** Anything else with a scheme is a mistyped address, never a path: a folder by its name would hold the password. */
const DATABASE_SCHEMES: ReadonlySet<string | undefined> = new Set(['postgres', 'postgresql', 'sqlite', 'file']);

/** What is wrong with a database's address. */
export function databaseProblem(given: string): string | undefined {
  const isKnown = !given.includes('://') || DATABASE_SCHEMES.has(/^[a-z]+(?=:\/\/)/.exec(given)?.[0]);
  return isKnown ? undefined : NOT_A_DATABASE;
}

/** What is wrong with a proxy's address. */
export function proxyProblem(given: string): string | undefined {
  if (!/^https?:\/\//i.test(given)) return NOT_HTTP;
  if (!URL.canParse(given)) return NOT_AN_ADDRESS;
  return new URL(given).pathname === '/' ? undefined : PROXY_WITH_PATH;
}
