import { type Finding, findingText, type Level, SUBJECTS } from '../../checks/index.ts';
import type { Person } from '../../docspace/index.ts';
import { personName } from '../../groups/format.ts';
import { type Block, bold, header, lines, paragraph, words } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { cut, escapeMrkdwn, listed } from '../../slack/text.ts';
import * as text from './text.ts';

/** Names a refusal can hold and still be read. */
const MOST_NAMES = 5;
/** Slack refuses messages of some 12,000 characters in all; with many approvers the last findings are cut. */
const MOST_PER_SUBJECT = 1_400;

/** What was checked, by subject, with the way to mend each fault. */
export function doctorMessage(findings: readonly Finding[]): Message {
  const summary = summaryText(findings);
  return {
    text: escapeMrkdwn(cut([summary, ...findings.map(lineOf)].join(' '), 3_000)),
    blocks: [header(text.TITLE), paragraph(summary), ...SUBJECTS.flatMap((subject) => block(subject, findings))],
  };
}

function block(subject: string, findings: readonly Finding[]): Block[] {
  const own = findings.filter((finding) => finding.subject === subject);
  if (own.length === 0) return [];
  const found = own.map((finding) => `\n${lineOf(finding)}`).join('');
  return [lines([bold(subject), words(cut(found, MOST_PER_SUBJECT))])];
}

function lineOf(finding: Finding): string {
  return text.findingLine(finding.level, findingText(finding));
}

function summaryText(findings: readonly Finding[]): string {
  const has = (level: Level) => findings.some((finding) => finding.level === level);
  if (has('fault')) return text.FAULTY;
  return has('warning') ? text.WITH_WARNINGS : text.ALL_WORKS;
}

/** What everybody else reads: who can do it instead. */
export function refusalFor(admins: readonly Person[]): string {
  return text.refusalText(listed(admins.map(personName), MOST_NAMES));
}
