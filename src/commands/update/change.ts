import type { GroupReceipt } from '../../docspace/index.ts';
import { interruptedText, notAddedText } from '../../groups/format.ts';
import { listed } from '../../slack/text.ts';

/** A person by id and by name. */
export interface Named {
  id: string;
  name: string;
}

/** What is to change about a group. */
export interface Change {
  name?: { from: string; to: string };
  /** No `to`: the manager leaves the group, and it has none afterwards. */
  manager?: { from?: Named; to?: Named };
  add: Named[];
  remove: Named[];
}

/** The difference in words, one line each, as shown before it is sent. */
export function changeLines(change: Change): [label: string, words: string][] {
  const names = (people: readonly Named[]) => people.map((person) => person.name).join(', ');
  return [
    ...(change.name ? [row('Name', `${change.name.from || '(no name)'} → ${change.name.to}`)] : []),
    ...(change.manager
      ? [row('Manager', `${change.manager.from?.name ?? 'none'} → ${change.manager.to?.name ?? 'none'}`)]
      : []),
    ...(change.add.length > 0 ? [row('Add', names(change.add))] : []),
    ...(change.remove.length > 0 ? [row('Remove', names(change.remove))] : []),
  ];
}

function row(label: string, words: string): [string, string] {
  return [label, words];
}

/** What a change did, line by line, from the portal's own answer; `nameOf` knows the people by id. */
export function receiptLines(receipt: GroupReceipt, before: string, nameOf: (id: string) => string): string[] {
  const { asked, done, alreadySo, refused, interruptedBy } = receipt;
  const names = (ids: readonly string[]) => listed(ids.map(nameOf), 10);
  // Who is still to come has to be chosen again by name.
  const rest = (ids: readonly string[]) => (interruptedBy ? listed(ids.map(nameOf)) : names(ids));
  const whys = (why: string) => refused.filter((entry) => entry.why === why).map((entry) => entry.personId);
  const [notAdded, notRemoved] = [whys('not-added'), whys('not-removed')];
  return [
    ...(done.name ? [`Renamed from “${before}”.`] : []),
    ...(done.manager && asked.managerId ? [`${nameOf(asked.managerId)} is the manager now.`] : []),
    ...(done.added.length > 0 ? [`Added: ${names(done.added)}.`] : []),
    ...(done.removed.length > 0 ? [`Removed: ${names(done.removed)}.`] : []),
    ...(alreadySo.length > 0 ? [`No change needed for ${names(alreadySo)}.`] : []),
    ...(notAdded.length > 0 ? [notAddedText(rest(notAdded), receipt)] : []),
    ...(notRemoved.length > 0 ? [notRemovedText(rest(notRemoved), receipt)] : []),
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
