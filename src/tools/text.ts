import { about, type Finding, findingText, portalFinding } from '../checks/index.ts';
import { type DocSpaceError, Forbidden, MissingScope, NotCertain, StillThere } from '../docspace/index.ts';
import { groupLink } from '../groups/reference.ts';

/** What the command line tools print. */

/** For what is no error of this app's or Node's making. */
export const UNKNOWN_ERROR = 'An unknown error ended this.';

export const linkForgetText = {
  usage: `Name the Slack account to forget, such as: npm run link:forget -- U012ABC
To find the id, open the account’s Slack profile and choose “Copy member ID”.`,
  forgotten: (account: string) =>
    `${account} is forgotten. When it is used next, it is linked to the DocSpace account with its e-mail, and can do what that account can.`,
  notLinked: (account: string, portalUrl: string) => `${account} is not linked to any account of ${portalUrl}.`,
} as const;

export const recordExportText = {
  usage: `Usage: npm run --silent record:export -- [--since 2026-01-31] [--group <id>]
--since takes a date, which begins at midnight UTC, or a time with its zone, such as 2026-01-31T09:30:00Z.`,
} as const;

export const recordForgetText = {
  usage: `Name the person to forget, by the id of their Slack account or DocSpace account, such as: npm run record:forget -- U012ABC
To find the id, open the account’s Slack profile and choose “Copy member ID”. What is erased can’t be brought back.`,
  who: (id: string, others: readonly string[]) => (others.length > 0 ? `${id} (also ${others.join(', ')})` : id),
  nothingKept: (who: string) => `Nothing is kept of ${who}.`,
  forgotten: (who: string, rows: number) =>
    `${who} is forgotten: ${rows} ${rows === 1 ? 'row' : 'rows'} changed or deleted.`,
} as const;

export const doctorText = {
  usage: `Usage: npm run doctor [-- --write]
--write also creates a group in DocSpace and deletes it again, to prove that the app can do both.`,

  /** One line of the report: its level, what it is about, what was found and what to do. */
  line(finding: Finding): string {
    const level = `[${finding.level}]`.padEnd(10);
    return `${level}${finding.subject}: ${findingText(finding)}`;
  },

  summary(findings: readonly Finding[]): string {
    const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
    const [faults, warnings] = [count('fault'), count('warning')];
    if (faults > 0)
      return `The app can’t work like this: see the ${faults === 1 ? 'fault' : `${faults} faults`} above.`;
    return warnings > 0 ? 'The app can work, with the warnings above.' : 'Everything works.';
  },

  writingNotTested: 'Writing was not tested, because the app can’t work yet. Nothing was written.',
} as const;

/** Name of the group that the test of writing creates. */
export const testGroupName = (reference: string) => `DocSpace Groups test ${reference}`;

const finding = about('DocSpace');

/** The group of the test of writing, once it is there. */
interface TestGroup {
  id: string;
  name: string;
}

/** What the test of writing prints, for one portal. */
export function writeTestText(portalUrl: string) {
  const { host } = new URL(portalUrl);
  const news = (error: DocSpaceError) => newsOf(error, host);
  return {
    begins: (name: string) => finding('note', `The test group “${name}” is created in ${host} and deleted again.`),

    lookingFor: (what: 'creation' | 'deletion') =>
      finding('note', `No answer came to the ${what}. Looking for what was done; this can take a few minutes.`),

    created: (recovered: boolean) =>
      finding('ok', `The test group was created${recovered ? ', although no clear answer came' : ''}.`),

    notCreated: (failure: DocSpaceError) =>
      finding('fault', `The test group was not created. ${news(failure)}`, 'Nothing is left in DocSpace.'),

    maybeCreated: (failure: DocSpaceError, name: string) =>
      finding(
        'fault',
        `It is not certain whether the test group was created. ${news(failure)}`,
        `Look for “${name}” among the groups in DocSpace, and delete it if it is there.`,
      ),

    readBack: () => finding('ok', 'The test group was read back, with its name.'),

    readBackOtherwise: (name: string) => finding('fault', `The test group was read back with another name: “${name}”.`),

    notReadBack: (failure: DocSpaceError) =>
      finding('fault', `The test group could not be read back. ${news(failure)}`),

    deletesAgain: (failure: DocSpaceError) =>
      finding('note', `The deletion failed and is tried once more. ${news(failure)}`),

    deleted: () => finding('ok', 'The test group was deleted. Checked: it is gone from DocSpace.'),

    notDeleted: (failure: DocSpaceError, group: TestGroup) =>
      finding(
        'fault',
        `The test group could not be deleted and is still in DocSpace. ${news(failure)}`,
        `Delete “${group.name}” there: ${groupLink(portalUrl, group.id)}`,
      ),

    maybeDeleted: (failure: DocSpaceError, group: TestGroup) =>
      finding(
        'fault',
        `It is not certain whether the test group was deleted. ${news(failure)}`,
        `Look for “${group.name}” in DocSpace, and delete it if it is there: ${groupLink(portalUrl, group.id)}`,
      ),
  } as const;
}

/** What went wrong with a call, for an operator. */
function newsOf(error: DocSpaceError, host: string): string {
  if (error instanceof MissingScope)
    return 'DOCSPACE_API_KEY lacks a scope for this: it needs accounts:read and accounts:write.';
  if (error instanceof Forbidden) return 'The owner of DOCSPACE_API_KEY lacks the role for this in DocSpace.';
  if (error instanceof StillThere) return 'DocSpace confirmed the deletion, but still shows the group.';
  return portalFinding(error instanceof NotCertain ? error.cause : error, host).text;
}
