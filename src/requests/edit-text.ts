import type { ChangeRequest, WantedEdit } from '../changes/index.ts';
import type { GroupReceipt } from '../docspace/index.ts';
import { interruptedText, nameOf, notAddedText } from '../groups/format.ts';
import { listed } from '../slack/text.ts';

/** People one line names. */
const MOST_NAMED = 10;

/** What a card and a form say beside the group, line by line; nothing where all was so already. */
export function notesOf({ facts }: Pick<ChangeRequest, 'facts'>): string[] {
  return facts.text ? facts.text.split('\n') : [];
}

/** What an edit did, line by line, from the portal's own answer. */
export function editLines(
  receipt: GroupReceipt,
  { edit, before }: { edit: WantedEdit; before: { name: string } },
): string[] {
  const { asked, done, alreadySo, refused, interruptedBy } = receipt;
  const nameById = namesIn(edit);
  const names = (ids: readonly string[]) => listed(ids.map(nameById), MOST_NAMED);
  const whys = (why: string) => refused.filter((entry) => entry.why === why).map((entry) => entry.personId);
  const [notAdded, notRemoved] = [whys('not-added'), whys('not-removed')];
  return [
    ...(done.name ? [`Renamed from “${nameOf(before)}”.`] : []),
    ...(done.manager && asked.managerId ? [`${nameById(asked.managerId)} is the manager now.`] : []),
    ...(done.added.length > 0 ? [`Added: ${names(done.added)}.`] : []),
    ...(done.removed.length > 0 ? [`Removed: ${names(done.removed)}.`] : []),
    ...(alreadySo.length > 0 ? [`No change needed for ${names(alreadySo)}.`] : []),
    ...(notAdded.length > 0 ? [notAddedText(names(notAdded), receipt)] : []),
    ...(notRemoved.length > 0 ? [notRemovedText(names(notRemoved), receipt)] : []),
    ...(whys('not-manager').length > 0 ? [notManagerText(receipt)] : []),
    ...(interruptedBy ? [interruptedText(interruptedBy)] : []),
  ];
}

function namesIn({ manager, add, remove }: WantedEdit): (id: string) => string {
  const people = [...add, ...remove, ...(manager?.to ? [manager.to] : []), ...(manager?.from ? [manager.from] : [])];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? 'a person without an account';
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
