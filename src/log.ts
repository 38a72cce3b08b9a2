import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogLevel } from './config.ts';

/** Structured fields of a log line; never a token, an e-mail or a body. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The app's log: one line per event. */
export type Log = Record<LogLevel, (message: string, facts?: LogFacts) => void>;

/** Facts that are added to every line written within the current async context. */
const facts = new AsyncLocalStorage<LogFacts>();

/** Runs work and adds these facts to all of its log lines, in addition to the current ones. */
export function withFacts<T>(more: LogFacts, work: () => T): T {
  return facts.run({ ...facts.getStore(), ...more }, work);
}

/** Runs work without the current facts: for work that is shared, and so does not belong to its first caller. */
export function withoutFacts<T>(work: () => T): T {
  return facts.exit(work);
}

/** The reference of the current work, which all of its log lines carry. */
export function currentReference(): string | undefined {
  const reference = facts.getStore()?.reference;
  return typeof reference === 'string' ? reference : undefined;
}

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * What must never be logged, whatever wrote the line: Slack tokens, portal keys, passwords in URLs, e-mails, hooks. Each
 * pattern can match only at the beginning of a run of its characters, so matching takes linear time.
 */
const SECRETS: readonly [RegExp, string | ((found: string) => string)][] = [
  [/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/g, '[slack token]'],
  [/\bsk-[\w-]{6,}/g, '[api key]'],
  [/(?<!\w)(\w+:\/\/)[^\s/]+@/g, '$1[password]@'],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\b(?:https?|wss?):\/\/\S+/g, (url) => (HOOK.test(url) ? '[hook]' : url)],
];
/** URLs that work without authentication. */
const HOOK = /\/(commands|actions|hooks|services|link)\//;

/** Replaces secrets in a text. */
export function redact(text: string): string {
  return SECRETS.reduce(
    (clean, [pattern, mark]) =>
      typeof mark === 'string' ? clean.replace(pattern, mark) : clean.replace(pattern, (found) => mark(found)),
    text,
  );
}

/** Longest text of one line or fact, in characters: enough for any sentence of the app, short enough to redact quickly. */
const LONGEST_TEXT = 2_000;

/** A text as it can be logged. It is cut before it is redacted, and between words: half a secret would not match. */
function loggable(text: string): string {
  if (text.length <= LONGEST_TEXT) return redact(text);
  const kept = text.slice(0, LONGEST_TEXT);
  const whole = kept.slice(0, Math.max(0, ...BLANKS.map((blank) => kept.lastIndexOf(blank))));
  return `${redact(whole)} [${text.length - whole.length} more characters]`.trimStart();
}

const BLANKS = [' ', '\n', '\t'];
/** External text must not look like a separate log line. */
const LINE_BREAKS = /[\r\n\u2028\u2029]+/g;

/** A log that writes lines as text or JSON, from `level` upwards. */
export function createLog(
  options: { level: LogLevel; format: 'text' | 'json' },
  now: () => number,
  write: (line: string) => void,
): Log {
  const line =
    (level: LogLevel) =>
    (text: string, own: LogFacts = {}) => {
      if (ORDER.indexOf(level) < ORDER.indexOf(options.level)) return;
      const time = new Date(now()).toISOString();
      const message = loggable(text).replace(LINE_BREAKS, ' ');
      const all = { ...own, ...facts.getStore(), ...own };
      const clean = Object.fromEntries(Object.entries(all).map(([name, fact]) => [name, cleanFact(fact)]));
      write(
        options.format === 'json'
          ? JSON.stringify({ time, level, words: message, ...clean })
          : [time, level.padEnd(5), message, ...pairs(clean)].join(' '),
      );
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

function cleanFact(fact: LogFacts[string]): LogFacts[string] {
  return typeof fact === 'string' ? loggable(fact) : fact;
}

function pairs(clean: LogFacts): string[] {
  return Object.entries(clean)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' && /\s/.test(value) ? JSON.stringify(value) : value}`);
}
