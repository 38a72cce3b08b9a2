import { DECISIONS, type Event, type Kind } from '../../../changes/index.ts';
import { listed } from '../../../slack/text.ts';
import { type HistoryLine, REMOVED } from '../../../store/index.ts';
import { actorOf, isNamed, requesterOf, wordsOf } from '../names.ts';

/** What one line of the record says to people. */
export interface Sentence {
  /** Who did it; left out where it happened by itself, or where the sentence names them. */
  who?: string;
  text: string;
  /** What they wrote about it, for those who can read it. */
  reason?: string;
}

type Tell = (line: HistoryLine) => Sentence;

/** How a kind of request is spoken of. */
interface KindWords {
  /** What was asked for: "the deletion". */
  noun: string;
  /** What was tried: "delete". */
  verb: string;
  done: Tell;
  notDone: string;
  notCertain: string;
}

const EDITED = ['edited this group.', 'This group was edited.'] as const;

const KIND_WORDS: Readonly<Record<Kind, KindWords>> = {
  delete: {
    noun: 'the deletion of this group',
    verb: 'delete',
    done: deletedText,
    notDone: 'DocSpace did not delete this group.',
    notCertain: 'It was not certain whether DocSpace had deleted this group.',
  },
  create: {
    noun: 'the creation of this group',
    verb: 'create',
    done: (line) => byRequester(line, 'created this group.', 'This group was created.'),
    notDone: 'DocSpace did not create this group.',
    notCertain: 'It was not certain whether DocSpace had created this group.',
  },
  edit: {
    noun: 'an edit of this group',
    verb: 'edit',
    done: (line) => {
      const [what, undone] = [noteOf(line), line.request?.reverses];
      const [did, approved] = undone ? [`undid ${undone}.`, `${undone} was undone.`] : EDITED;
      return byRequester(line, `${did} ${what}`.trim(), `${approved} ${what}`.trim());
    },
    notDone: 'DocSpace did not edit this group.',
    notCertain: 'It was not certain whether DocSpace had edited this group.',
  },
  join: {
    noun: 'joining this group',
    verb: 'join',
    done: (line) => byRequester(line, 'joined this group.', 'The requester joined this group.'),
    notDone: 'DocSpace did not add the requester to this group.',
    notCertain: 'It was not certain whether DocSpace had added the requester to this group.',
  },
  leave: {
    noun: 'leaving this group',
    verb: 'leave',
    done: (line) => byRequester(line, 'left this group.', 'The requester left this group.'),
    notDone: 'DocSpace did not take the requester out of this group.',
    notCertain: 'It was not certain whether DocSpace had taken the requester out of this group.',
  },
  restore: {
    noun: 'restoring this group',
    verb: 'restore',
    done: (line) => byRequester(line, 'restored this group.', 'This group was restored.'),
    notDone: 'DocSpace did not restore this group.',
    notCertain: 'It was not certain whether DocSpace had restored this group.',
  },
};

/** What is no news: steps of the app itself, and looks that changed nothing. */
const NO_NEWS = 'no news';

/** The submission and every event of a request, as its line is told. */
const EVENT_TEXT: Readonly<Record<'ask' | 'remind' | Event, typeof NO_NEWS | ((kind: KindWords) => Tell)>> = {
  ask: (kind) => (line) => ({ ...by(line, `requested ${kind.noun}.`), ...reasonIn(line, line.request?.reasonErased) }),
  remind: NO_NEWS,
  accept: NO_NEWS,
  admit: NO_NEWS,
  refuse: () => (line) => ({ text: `The request was not made: ${REFUSED[line.answer ?? ''] ?? 'it is not allowed'}.` }),
  count: (kind) => (line) => by(line, `approved ${kind.noun}; more approvals were needed.`),
  approve: (kind) => (line) => by(line, `approved ${kind.noun}.`),
  reject: (kind) => (line) => ({ ...by(line, ended(line, `rejected ${kind.noun}.`)), ...reasonIn(line) }),
  withdraw: () => (line) =>
    line.account === undefined
      ? { text: 'The request was withdrawn, since Slack did not take its card.' }
      : by(line, ended(line, 'withdrew the request.')),
  stop: (kind) => (line) => ({ ...by(line, ended(line, `stopped ${kind.noun}.`)), ...reasonIn(line) }),
  expire: (kind) => (line) =>
    tried(kind, line, `The request expired: ${line.request?.atOnce ? 'its time was over' : 'nobody decided in time'}.`),
  outdate: (kind) => (line) =>
    tried(kind, line, `The request is outdated: ${OUTDATED[line.answer ?? ''] ?? 'it no longer fits'}.`),
  lose_approval: () => () => ({ text: 'The approvals no longer counted, so it had to be approved again.' }),
  start: NO_NEWS,
  progress: NO_NEWS,
  cancel: (kind) => (line) => by(line, `stopped ${kind.noun} between two batches.`),
  resume: NO_NEWS,
  done: (kind) => kind.done,
  not_done: NO_NEWS,
  fail: (kind) => (line) => tried(kind, line, kind.notDone),
  give_up: (kind) => (line) =>
    tried(kind, line, line.request?.why === 'already-gone' ? 'The group was gone by then.' : kind.notDone),
  lose_sight: (kind) => (line) => tried(kind, line, kind.notCertain),
  look: NO_NEWS,
  retry: (kind) => (line) => by(line, `asked to try ${kind.noun} again.`),
  close: () => (line) => by(line, 'closed the request; its outcome is not known.'),
};

const REFUSED: Readonly<Record<string, string>> = {
  'not-allowed': 'the requester’s DocSpace role does not allow it',
  'nobody-to-approve': 'too few others could approve it',
  'not-read': 'DocSpace could not be read',
  'group-changed': 'the group had changed',
  'name-taken': 'there was a group of that name',
  'not-restorable': 'the group could no longer be restored',
};

const OUTDATED: Readonly<Record<string, string>> = {
  'group-changed': 'the group had changed',
  'requester-changed': 'the requester could no longer ask for it',
  elsewhere: 'it belongs to another portal or workspace',
};

/** What is done without a request of its own. */
const AT_ONCE: Readonly<Record<string, Tell>> = {
  group_created: (line) => by(line, 'created this group.'),
  group_changed: (line) => by(line, `edited this group. ${noteOf(line)}`.trim()),
  group_missing: () => ({ text: 'This group was no longer in DocSpace. It was deleted outside this app.' }),
  group_restored: (line) =>
    by(line, `restored this group as a new one, ${line.answer?.slice(0, 8) ?? 'with another id'}.`),
};

/** Words of version 0.1 and what they are now. */
const WORDS_OF_0_1: Readonly<Record<string, string>> = {
  deletion_asked: 'delete_ask',
  deletion_approved: 'delete_approve',
  deletion_rejected: 'delete_reject',
  deletion_withdrawn: 'delete_withdraw',
  deletion_stopped: 'delete_stop',
  deletion_retried: 'delete_retry',
  deletion_expired: 'delete_expire',
  deletion_void: 'delete_outdate',
  deletion_executing: 'delete_start',
  deletion_deleted: 'delete_done',
  deletion_failed: 'delete_fail',
};

const OF_REQUESTS = Object.entries(KIND_WORDS).flatMap(([kind, words]) =>
  Object.entries(EVENT_TEXT).map(([event, text]): [string, Tell | undefined] => [
    `${kind}_${event}`,
    text === NO_NEWS ? undefined : text(words),
  ]),
);
const REFUSED_CLICKS = Object.keys(KIND_WORDS).flatMap((kind) =>
  DECISIONS.map((what): [string, undefined] => [`${kind}_${what}_refused`, undefined]),
);
const NOW = new Map([...OF_REQUESTS, ...REFUSED_CLICKS, ...Object.entries(AT_ONCE)]);

/** Every action that this version knows; undefined for those that are no news to people. */
export const ACTIONS: ReadonlyMap<string, Tell | undefined> = new Map([
  ...NOW,
  ...Object.entries(WORDS_OF_0_1).map(([old, now]): [string, Tell | undefined] => [old, NOW.get(now)]),
]);

/** Actions that a history leaves out. */
export const LEFT_OUT: readonly string[] = [...ACTIONS].flatMap(([action, tell]) => (tell ? [] : [action]));

/** Actions that are left out where a request needed no approval: what came of it is told, and a refused form is no news. */
export const LEFT_OUT_AT_ONCE: readonly string[] = Object.keys(KIND_WORDS).flatMap((kind) => [
  `${kind}_ask`,
  `${kind}_refuse`,
]);

/** What a line says; a word of another version is shown as it is. */
export function sentenceOf(line: HistoryLine): Sentence {
  const tell = ACTIONS.get(line.action) ?? unknownText;
  return tell(line);
}

function unknownText(line: HistoryLine): Sentence {
  const done = `Recorded by another version of this app: ${wordsOf(line.action.replaceAll('_', ' '), 80)}.`;
  return { text: line.account === undefined ? done : `${done} By ${actorOf(line)}.` };
}

/** What an end without a deletion leaves behind: one that failed half-way has taken members out. */
function ended({ request }: HistoryLine, text: string): string {
  return request?.halfDone ? `${text} The group stays without the members it lost.` : text;
}

/** What became of a request. Of one that needed no approval this is the first line, so it says whose it was. */
function tried({ verb }: KindWords, line: HistoryLine, text: string): Sentence {
  const told = ended(line, text);
  return line.request?.atOnce
    ? { who: requesterOf(line), text: `tried to ${verb} this group. ${told}` }
    : { text: told };
}

function by(line: HistoryLine, text: string): Sentence {
  return { who: actorOf(line), text };
}

/** What a user wrote about it. Where nothing had to be written, an erased word leaves nothing to say. */
function reasonIn({ words }: HistoryLine, erased = false): Pick<Sentence, 'reason'> {
  const reason = wordsOf(words?.note) || (erased ? REMOVED : '');
  return reason ? { reason } : {};
}

/** What an edit changed. An edit of nothing has an empty note, an erased one has none. */
function noteOf({ words }: HistoryLine): string {
  return words?.note === undefined ? `What was changed: ${REMOVED}.` : wordsOf(words.note, 1000);
}

function deletedText(line: HistoryLine): Sentence {
  if (line.request?.why === 'already-gone') return { text: 'It was already gone from DocSpace.' };
  return { text: `This group was deleted. Checked: it is gone from DocSpace. ${behind(line)}`.trim() };
}

/** What was done without an approval was done by its requester. */
function byRequester(line: HistoryLine, text: string, approved: string): Sentence {
  if (!line.request) return { text: approved };
  if (line.request.approvals.length === 0) return { who: requesterOf(line), text };
  return { text: `${approved} ${behind(line)}` };
}

/** Who asked for it and who approved it. */
function behind(line: HistoryLine): string {
  if (!line.request) return '';
  const names = line.request.approvals.map(({ name }) => (isNamed(name) ? wordsOf(name, 80) : REMOVED));
  const approved = names.length > 0 ? `, approved by ${listed([...new Set(names)])}` : '';
  return `Requested by ${requesterOf(line)}${approved}.`;
}
