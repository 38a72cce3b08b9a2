import { type Finding, findingText, type Level, SUBJECTS } from '../../checks/index.ts';
import type { Person } from '../../docspace/index.ts';
import { personName } from '../../groups/format.ts';
import { type Block, bold, header, lines, paragraph, words } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { cut, escapeMrkdwn, listed } from '../../slack/text.ts';

const SIGNS: Readonly<Record<Level, string>> = {
  ok: '✅ OK',
  note: 'ℹ️ Note',
  warning: '⚠️ Warning',
  fault: '⛔ Fault',
};

/** Names a refusal can hold and still be read. */
const MOST_NAMES = 5;
/** Slack refuses messages of some 12,000 characters in all; with many approvers the last findings are cut. */
const MOST_PER_SUBJECT = 1_400;

/** What was checked, by subject, with the way to mend each fault. */
export function doctorMessage(findings: readonly Finding[]): Message {
  const summary = summaryText(findings);
  return {
    text: escapeMrkdwn(cut([summary, ...findings.map(findingText)].join(' '), 3_000)),
    blocks: [
      header('Checks of this app'),
      paragraph(summary),
      ...SUBJECTS.flatMap((subject) => block(subject, findings)),
    ],
  };
}

function block(subject: string, findings: readonly Finding[]): Block[] {
  const own = findings.filter((finding) => finding.subject === subject);
  if (own.length === 0) return [];
  const text = own.map((finding) => `\n${SIGNS[finding.level]}: ${findingText(finding)}`).join('');
  return [lines([bold(subject), words(cut(text, MOST_PER_SUBJECT))])];
}

function summaryText(findings: readonly Finding[]): string {
  const has = (level: Level) => findings.some((finding) => finding.level === level);
  if (has('fault')) return 'The app cannot work as it is set up.';
  return has('warning') ? 'The app works, with warnings.' : 'Everything works.';
}

/** What everybody else reads: who can do it instead. */
export function refusalText(admins: readonly Person[]): string {
  const names = listed(admins.map(personName), MOST_NAMES);
  const ask = names === '' ? '' : ` Ask ${names}.`;
  return `Only the owner and DocSpace admins can check this app.${ask}`;
}
