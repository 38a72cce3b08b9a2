import type { Level } from '../../checks/index.ts';

/** Above the checks. */
export const TITLE = 'Checks of this app';

/** Before each finding; a sign never without its word. */
export const LEVELS: Readonly<Record<Level, string>> = {
  ok: '✅ OK',
  note: 'ℹ️ Note',
  warning: '⚠️ Warning',
  fault: '⛔ Fault',
};

/** What the findings mean as a whole. */
export const FAULTY = 'The app can’t work as it is set up.';
export const WITH_WARNINGS = 'The app works, with warnings.';
export const ALL_WORKS = 'Everything works.';

/** One finding under its subject. */
export function findingLine(level: Level, finding: string): string {
  return `${LEVELS[level]}: ${finding}`;
}

/** What everybody else reads; `admins` can do it instead. */
export function refusalText(admins: string): string {
  const ask = admins === '' ? '' : ` Ask ${admins}.`;
  return `Only the owner and DocSpace admins can check this app.${ask}`;
}

/** What `help` says of the command. */
export const SUMMARY = 'whether this app works as it is set up, for the owner and DocSpace admins';
export const DETAILS = [
  'It checks the tokens and their scopes, the API key and its last day, the portal, the database, the approval channel, the approvers and the clock, and says how to fix what is wrong. It changes nothing. Only you see the answer.',
  'On the server, npm run doctor says the same, even when Slack can’t reach the app.',
];
