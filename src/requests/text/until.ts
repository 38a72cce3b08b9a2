import type { ChangeRequest, GroupSnapshot, Member } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type ButtonSpec, buttons, line } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import type { Message } from '../../slack/messenger.ts';
import { escapeMrkdwn, listed } from '../../slack/text.ts';

/** Action id of the button that cancels a scheduled removal; the edit command owns its form. */
export const KEEP = 'request_keep';

/** People named in one sentence. */
const MOST_NAMED = 10;

/** The notice the day before a scheduled removal, with the Keep button; `isReader`: its reader is one of the people. */
export function farewell(
  group: GroupSnapshot,
  people: readonly Member[],
  { until, endId, isReader }: { until: number; endId: string; isReader: boolean },
): Message {
  const names = namesOf(people);
  const who = isReader && people.length === 1 ? 'you leave' : `${names} ${people.length === 1 ? 'leaves' : 'leave'}`;
  const text = `On ${dayText(until)}, as agreed, ${who} the group “${nameOf(group)}”. To change that, choose Keep.`;
  const keep: ButtonSpec = { text: 'Keep', action: KEEP, value: endId, label: `Keep ${names} in ${nameOf(group)}` };
  return { text: escapeMrkdwn(text), blocks: [line(text), buttons(`keep_${endId}`, keep)] };
}

/** The status of a scheduled removal. */
export function endText({ state, edit, dueAt, updatedAt }: ChangeRequest): string {
  const names = namesOf(edit?.remove ?? []);
  const one = edit?.remove.length === 1;
  switch (state) {
    case 'approved':
    case 'applying':
    case 'uncertain':
      return `${names} ${one ? 'leaves' : 'leave'} on ${dayText(dueAt ?? updatedAt)}.`;
    case 'applied':
      return `${names} left on ${dayText(updatedAt)}, as agreed.`;
    case 'stopped':
      return `${names} ${one ? 'stays' : 'stay'}: the date was canceled.`;
    default:
      return `${names} should have left by ${dayText(updatedAt)}, but the app could not remove ${one ? 'this person' : 'them'}.`;
  }
}

/** Reports a scheduled removal that failed. */
export function notEnded({ id, group, edit }: ChangeRequest): Message {
  const text = `${namesOf(edit?.remove ?? [])} should have left the group “${nameOf(group)}” by now, but the app could not do it (${id}). To remove them, type /docspace-group update.`;
  return { text: escapeMrkdwn(text), blocks: [line(text)] };
}

/** The end date of a membership, for a history and a card. */
export function untilText(until: number): string {
  return `Until ${dayText(until)}.`;
}

/** Who stays although their removal was scheduled. */
export function keptText({ people, until }: { people: readonly Member[]; until: number }): string {
  return `${namesOf(people)} ${people.length === 1 ? 'stays' : 'stay'} (was until ${dayText(until)}).`;
}

function namesOf(people: readonly Member[]): string {
  return listed(
    people.map(({ name }) => name),
    MOST_NAMED,
  );
}

/** Reports a scheduled removal in the thread of the request that added the people. */
export function timeOverText(people: readonly Member[], group: string, id: string): string {
  return `${namesOf(people)} left the group ${group}, as agreed (${id}).`;
}

/** The people of a request to keep them, with their previous end date. */
export function wasUntilText(names: string, until: number): string {
  return `${names} (was until ${dayText(until)})`;
}
