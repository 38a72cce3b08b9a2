import { formatDate } from '../../../sandbox/page/block-kit/format-date.ts';

/** 18 February 2014, 14:39:42 UTC: Slack's own example. */
const MOMENT = 1392734382;
const DAY = 86_400;

function words(format: string, parts: { later?: number; timeZone?: string } = {}): string {
  const { later = 400 * DAY, timeZone = 'America/Los_Angeles' } = parts;
  // Between time and AM stands a narrow space in newer time zone data, a plain one in older.
  return formatDate({ timestamp: MOMENT, format }, { now: (MOMENT + later) * 1000, timeZone }).replace(/\s/g, ' ');
}

describe('dates as the reader sees them', () => {
  it.each([
    ['{date_num}', '2014-02-18'],
    ['{date_slash}', '02/18/2014'],
    ['{date}', 'February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{date_pretty}', 'February 18th, 2014'],
    ['{time}', '6:39 AM'],
    ['{time_secs}', '6:39:42 AM'],
    ['on {date_short} at {time}', 'on Feb 18, 2014 at 6:39 AM'],
    ['{unknown} {date_num}', '{unknown} 2014-02-18'],
  ])('draws %s', (format, drawn) => {
    expect(words(format)).toBe(drawn);
  });

  it('counts days where the reader is', () => {
    expect(words('{date_short_pretty}', { later: 60 })).toBe('today');
    expect(words('{date_long_pretty}', { later: DAY })).toBe('yesterday');
    expect(words('{date_pretty}', { later: -DAY })).toBe('tomorrow');
    // Ten hours later it is still the 18th in Los Angeles, and the 19th in Tokyo either way.
    expect(words('{date_pretty}', { later: 10 * 3600 })).toBe('today');
    expect(words('{date_num}', { timeZone: 'Asia/Tokyo', later: 2 * DAY })).toBe('2014-02-18');
    expect(words('{date_num} {time}', { timeZone: 'Pacific/Auckland' })).toBe('2014-02-19 3:39 AM');
  });

  it('says how long ago', () => {
    expect(words('{ago}', { later: 90 })).toBe('1 minute ago');
    expect(words('{ago}', { later: 5 * 3600 })).toBe('5 hours ago');
    expect(words('{ago}', { later: -2 * DAY })).toBe('in 2 days');
  });
});
