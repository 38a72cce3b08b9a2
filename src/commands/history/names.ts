import { cut, oneLine } from '../../slack/text.ts';
import { type HistoryLine, REMOVED } from '../../store/index.ts';
import { A_USER, THE_REQUESTER } from './text/history.ts';

/** Longest name, and longest text of other words, in code points. */
const [NAME, WORDS] = [80, 300];

/** What looks like an e-mail: DocSpace shows one in place of a name until an invited person has one. */
const EMAIL = /[^\s@<>()"“”,;:]+@[^\s@<>()"“”,;:]+\.[^\s@<>()"“”,;:.]+/gu;

/** Words of people for one line: cut, and without e-mails. */
export function wordsOf(text: string | undefined, longest = WORDS): string {
  // Cut before as well: looking for e-mails takes more than twice the time for twice the text.
  return cut(oneLine((text ?? '').slice(0, 4 * longest)).replace(EMAIL, '(e-mail)'), longest);
}

/** Whether there is a name to show. */
export function isNamed(name: string | undefined): name is string {
  return name !== undefined && name.trim() !== '';
}

/** Who did what a line says. */
export function actorOf(line: HistoryLine): string {
  const { words, account, request } = line;
  if (account !== undefined && request?.account === account) return requesterOf(line);
  if (isNamed(words?.personName)) return wordsOf(words.personName, NAME);
  const approval = request?.approvals.find((each) => each.account === account);
  if (isNamed(approval?.name)) return wordsOf(approval.name, NAME);
  // Version 0.1 wrote no names down, so none was removed.
  return line.replica === '0.1' ? A_USER : REMOVED;
}

/** Who asked for it; a requester who was not looked up, or not found, has no name. */
export function requesterOf({ request }: HistoryLine): string {
  return isNamed(request?.personName) ? wordsOf(request.personName, NAME) : THE_REQUESTER;
}
