import bolt, { type AppOptions } from '@slack/bolt';
import type { Log } from '../log.ts';

type Logger = NonNullable<AppOptions['logger']>;

/**
 * Passes on warnings and errors of Bolt and the SDK; the log redacts them. Their info and debug lines contain whole payloads,
 * with trigger ids, response_urls and users' input, and are dropped at every log level.
 */
export function boltLogger(log: Log): Logger {
  return loggerOf(
    (text) => log.warn(text),
    (text) => log.error(text),
  );
}

/**
 * The logger of one Socket Mode connection. An error of the SDK's client always ends the connection or an attempt to open
 * one, and is logged once where that is handled; so are the warnings of each attempt.
 */
export function socketLogger(log: Log, isOpen: () => boolean): Logger {
  return loggerOf(
    (text) => (isOpen() ? log.warn(text) : log.debug(text)),
    (text) => log.debug(text),
  );
}

function loggerOf(warn: (text: string) => void, error: (text: string) => void): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => warn(lineOf(parts)),
    error: (...parts) => error(lineOf(parts)),
    setLevel: () => undefined,
    getLevel: () => bolt.LogLevel.INFO,
    setName: () => undefined,
  };
}

function lineOf(parts: unknown[]): string {
  return `slack: ${parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join(' ')}`;
}

function nameOf(part: unknown): string {
  return part instanceof Error ? `${part.name}: ${part.message}` : typeof part;
}
