import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogLevel } from './config.ts';

/** What a log line may carry beside its words; never a token, an e-mail or a body. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The app's own log: one line an event. */
export type Log = Record<LogLevel, (words: string, facts?: LogFacts) => void>;

/** What the lines of a piece of work carry, wherever they are written. */
const facts = new AsyncLocalStorage<LogFacts>();

/** Runs a piece of work whose lines all carry these facts, beside those they carry already. */
export function withFacts<T>(more: LogFacts, work: () => T): T {
  return facts.run({ ...facts.getStore(), ...more }, work);
}

/** Runs work that goes on for others than who began it: its lines carry nothing of theirs. */
export function withoutFacts<T>(work: () => T): T {
  return facts.exit(work);
}

/** The reference of the work that runs now: every line it causes has it. */
export function currentReference(): string | undefined {
  const reference = facts.getStore()?.reference;
  return typeof reference === 'string' ? reference : undefined;
}

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * What must never reach a log, whatever wrote the line: Slack tokens, portal keys, passwords in URLs, e-mails, hooks.
 * Each pattern begins where a run of its signs begins and reads that once, so that its work grows as the text does.
 */
const SECRETS: readonly [RegExp, string | ((found: string) => string)][] = [
  [/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/g, '[slack token]'],
  [/\bsk-[\w-]{6,}/g, '[api key]'],
  [/(?<!\w)(\w+:\/\/)[^\s/]+@/g, '$1[password]@'],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\b(?:https?|wss?):\/\/\S+/g, (url) => (HOOK.test(url) ? '[hook]' : url)],
];
/** Addresses that work for everybody who knows them. */
const HOOK = /\/(commands|actions|hooks|services|link)\//;

/** Takes the secrets out of a text. */
export function redact(text: string): string {
  return SECRETS.reduce(
    (clean, [pattern, mark]) =>
      typeof mark === 'string' ? clean.replace(pattern, mark) : clean.replace(pattern, (found) => mark(found)),
    text,
  );
}

/** Longest text of one line or fact, in characters: enough for any sentence of the app, too short to stop it. */
const LONGEST_TEXT = 2_000;

/** A text as it may be logged. It is cut first, and between words: half a secret would not be known as one. */
function loggable(text: string): string {
  if (text.length <= LONGEST_TEXT) return redact(text);
  const kept = text.slice(0, LONGEST_TEXT);
  const words = kept.slice(0, Math.max(0, ...BLANKS.map((blank) => kept.lastIndexOf(blank))));
  return `${redact(words)} [${text.length - words.length} more characters]`.trimStart();
}

const BLANKS = [' ', '\n', '\t'];
/** Foreign text must not look like a line of its own. */
const LINE_BREAKS = /[\r\n\u2028\u2029]+/g;

/** A log that writes lines as text or JSON, from `level` upwards. */
export function createLog(
  options: { level: LogLevel; format: 'text' | 'json' },
  now: () => number,
  write: (line: string) => void,
): Log {
  const line =
    (level: LogLevel) =>
    (words: string, own: LogFacts = {}) => {
      if (ORDER.indexOf(level) < ORDER.indexOf(options.level)) return;
      const time = new Date(now()).toISOString();
      const said = loggable(words).replace(LINE_BREAKS, ' ');
      const all = { ...own, ...facts.getStore(), ...own };
      const clean = Object.fromEntries(Object.entries(all).map(([name, fact]) => [name, cleanFact(fact)]));
      write(
        options.format === 'json'
          ? JSON.stringify({ time, level, words: said, ...clean })
          : [time, level.padEnd(5), said, ...pairs(clean)].join(' '),
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
