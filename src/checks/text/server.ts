import type { Found } from '../finding.ts';

/** What the checks say of the database and the clock, and what a start says that can't go on. */

const DATABASES = { sqlite: 'The SQLite file', postgres: 'The PostgreSQL database' } as const;
type Dialect = keyof typeof DATABASES;

export const IN_MEMORY = 'Requests are kept in memory and are lost when the app stops.';
export const databaseAbsent = (dialect: Dialect) =>
  `${DATABASES[dialect]} does not exist yet. The app creates it when it starts.`;
export const databaseOutdated = (dialect: Dialect) =>
  `${DATABASES[dialect]} can be read. It is empty or from an older version, and the app updates it when it starts.`;
export const databaseCurrent = (dialect: Dialect) => `${DATABASES[dialect]} can be read and is up to date.`;

const CLOCKS = { slack: 'Slack’s', portal: 'the portal’s' } as const;
type Whose = keyof typeof CLOCKS;

const SET_CLOCK = 'Set this machine’s clock by a time server (NTP).';
export const clockAgrees = (whose: Whose) => `This machine’s clock agrees with ${CLOCKS[whose]}.`;
const clockText = (whose: Whose, secondsAhead: number) =>
  `This machine’s clock is ${Math.abs(secondsAhead)} seconds ${secondsAhead > 0 ? 'ahead of' : 'behind'} ${CLOCKS[whose]}.`;
export const clockDiffers = (whose: Whose, secondsAhead: number): Found => [clockText(whose, secondsAhead), SET_CLOCK];
export const clockTooFar = (secondsAhead: number): Found => [
  `${clockText('slack', secondsAhead)} What Slack sends by HTTP is refused.`,
  SET_CLOCK,
];

/** What keeps the app from starting, a line each. */
export function cannotStartText(faults: readonly string[]): string {
  return [
    'DocSpace Groups can’t start:',
    ...faults.map((fault) => `  ${fault}`),
    'To check all of it again, run: npm run doctor',
  ].join('\n');
}
