/** A date as an app asks for it (docs: date formatting in messages). */
export interface SlackDate {
  /** Unix seconds. */
  timestamp: number;
  /** Text with tokens, such as `{date_short_pretty} at {time}`. */
  format: string;
}

/** When and where a reader is; without a zone, the zone of their computer. */
export interface Reader {
  now: number;
  timeZone?: string;
}

/** A date in the reader's time zone; tokens Slack does not know stay as they are. */
export function formatDate({ timestamp, format }: SlackDate, reader: Reader): string {
  const at = new Date(timestamp * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => formatToken(name, at, reader) ?? token);
}

function formatToken(token: string, at: Date, reader: Reader): string | undefined {
  const written = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: reader.timeZone }).format(at);
  const day = dayOf(at, reader);
  const pretty = prettyDay(at, reader);
  const year = written({ year: 'numeric' });
  const long = `${written({ month: 'long' })} ${ordinal(Number(written({ day: 'numeric' })))}, ${year}`;
  const short = written({ month: 'short', day: 'numeric', year: 'numeric' });
  const weekday = `${written({ weekday: 'long' })}, ${long}`;
  switch (token) {
    case 'date_num':
      return day;
    case 'date_slash':
      return written({ month: '2-digit', day: '2-digit', year: 'numeric' });
    case 'date':
      return long;
    case 'date_pretty':
      return pretty ?? long;
    case 'date_short':
      return short;
    case 'date_short_pretty':
      return pretty ?? short;
    case 'date_long':
      return weekday;
    case 'date_long_pretty':
      return pretty ?? weekday;
    case 'day_divider_pretty':
      return pretty ?? written({ weekday: 'long', month: 'long', day: 'numeric' });
    case 'time':
      return written({ hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return written({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(at, reader.now);
    default:
      return undefined;
  }
}

function dayOf(at: Date, { timeZone }: Reader): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at);
}

const NEAR: ReadonlyMap<number, string> = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
]);

/** `today` and its neighbours, by calendar days where the reader is. */
function prettyDay(at: Date, reader: Reader): string | undefined {
  const midnight = (moment: Date) => Date.parse(dayOf(moment, reader));
  const days = (midnight(at) - midnight(new Date(reader.now))) / 86_400_000;
  return NEAR.get(days);
}

function ordinal(day: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(day);
  return `${day}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }[rule]}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function ago(at: Date, now: number): string {
  const seconds = Math.round((at.getTime() - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(Math.trunc(seconds / size), unit);
}
