import type { LogLevel } from './config.ts';

/** What a log line may carry beside its words; never a token, an e-mail or a body. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The app's own log: one line an event. */
export type Log = Record<LogLevel, (words: string, facts?: LogFacts) => void>;

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** What must never reach a log, whatever wrote the line: Slack tokens, portal keys, passwords in URLs, e-mails, hooks. */
const SECRETS: readonly [RegExp, string][] = [
  [/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/g, '[slack token]'],
  [/\bsk-[\w-]{6,}/g, '[api key]'],
  [/(\w+:\/\/)[^\s/@]+@/g, '$1[password]@'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/https?:\/\/\S*\/(commands|actions|hooks|services|link)\/\S*/g, '[hook]'],
];

/** Takes the secrets out of a text. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text);
}

/** A log that writes lines as text or JSON, from `level` upwards. */
export function createLog(
  options: { level: LogLevel; format: 'text' | 'json' },
  now: () => number,
  write: (line: string) => void,
): Log {
  const line =
    (level: LogLevel) =>
    (words: string, facts: LogFacts = {}) => {
      if (ORDER.indexOf(level) < ORDER.indexOf(options.level)) return;
      const time = new Date(now()).toISOString();
      const text =
        options.format === 'json'
          ? JSON.stringify({ time, level, words, ...facts })
          : [time, level.padEnd(5), words, ...pairs(facts)].join(' ');
      write(redact(text));
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

function pairs(facts: LogFacts): string[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' && /\s/.test(value) ? JSON.stringify(value) : value}`);
}
