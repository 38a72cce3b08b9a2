import type { WantedEdit } from '../../changes/index.ts';
import type { GroupReceipt } from '../../docspace/index.ts';
import { interruptedText, notAddedText } from '../../groups/format.ts';
import { listed } from '../../slack/text.ts';
import { MOST_NAMED } from '../text/terms.ts';
import { namesIn } from './done-edit.ts';

/** What is to be said beside what an edit did: what was so already, what DocSpace left out, and what failed. */
export function leftOutLines(receipt: GroupReceipt, edit: WantedEdit): string[] {
  const { alreadySo, refused, interruptedBy } = receipt;
  const nameById = namesIn(edit);
  const names = (ids: readonly string[]) => listed(ids.map(nameById), MOST_NAMED);
  const whys = (why: string) => refused.filter((entry) => entry.why === why).map((entry) => entry.personId);
  const [notAdded, notRemoved] = [whys('not-added'), whys('not-removed')];
  return [
    ...(alreadySo.length > 0 ? [`No change needed for ${names(alreadySo)}.`] : []),
    ...(notAdded.length > 0 ? [notAddedText(names(notAdded), receipt)] : []),
    ...(notRemoved.length > 0 ? [notRemovedText(names(notRemoved), receipt)] : []),
    ...(whys('not-manager').length > 0 ? [notManagerText(receipt)] : []),
    ...(interruptedBy ? [interruptedText(interruptedBy)] : []),
  ];
}

function notRemovedText(names: string, { interruptedBy }: GroupReceipt): string {
  return interruptedBy && interruptedBy.effect !== 'none'
    ? `It is not certain whether DocSpace removed ${names}.`
    : `DocSpace did not remove ${names}.`;
}

function notManagerText({ interruptedBy }: GroupReceipt): string {
  if (!interruptedBy) return 'DocSpace kept the former manager: the new one may have left.';
  return interruptedBy.effect === 'none'
    ? 'DocSpace did not change the manager.'
    : 'It is not certain whether DocSpace changed the manager.';
}
