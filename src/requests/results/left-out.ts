import type { WantedEdit } from '../../changes/index.ts';
import type { GroupReceipt } from '../../docspace/index.ts';
import { interruptedText, notAddedText } from '../../groups/format.ts';
import { listed } from '../../slack/text.ts';
import { LEFT_OUT } from '../text/results.ts';
import { MOST_NAMED } from '../text/terms.ts';
import { namesIn } from './done-edit.ts';

/** Notes on an edit: what needed no change, what DocSpace refused, and what failed. */
export function leftOutLines(receipt: GroupReceipt, edit: WantedEdit): string[] {
  const { unchanged, refused, interruptedBy } = receipt;
  const nameById = namesIn(edit);
  const names = (ids: readonly string[]) => listed(ids.map(nameById), MOST_NAMED);
  const refusedFor = (why: string) => refused.filter((entry) => entry.why === why).map((entry) => entry.personId);
  const [notAdded, notRemoved] = [refusedFor('not-added'), refusedFor('not-removed')];
  return [
    ...(unchanged.length > 0 ? [LEFT_OUT.unchanged(names(unchanged))] : []),
    ...(notAdded.length > 0 ? [notAddedText(names(notAdded), receipt)] : []),
    ...(notRemoved.length > 0 ? [notRemovedText(names(notRemoved), receipt)] : []),
    ...(refusedFor('not-manager').length > 0 ? [notManagerText(receipt)] : []),
    ...(interruptedBy ? [interruptedText(interruptedBy)] : []),
  ];
}

function notRemovedText(names: string, { interruptedBy }: GroupReceipt): string {
  return interruptedBy && interruptedBy.effect !== 'none'
    ? LEFT_OUT.removalNotCertain(names)
    : LEFT_OUT.notRemoved(names);
}

function notManagerText({ interruptedBy }: GroupReceipt): string {
  if (!interruptedBy) return LEFT_OUT.managerKept;
  return interruptedBy.effect === 'none' ? LEFT_OUT.managerNotChanged : LEFT_OUT.managerNotCertain;
}
