import type { DocSpaceError, GroupReceipt, GroupSummary, Member, Person } from '../docspace/index.ts';
import { counted, oneLine } from '../slack/text.ts';

/** A group's name for one line; DocSpace lets a name be blank. */
export function nameOf(group: { name: string }): string {
  return oneLine(group.name) || '(no name)';
}

/** A person's name, with what sets them apart from active people. */
export function personName(person: Pick<Member, 'displayName' | 'status'>): string {
  const name = oneLine(person.displayName);
  if (person.status === 'pending') return `${name} (invited)`;
  return person.status === 'disabled' ? `${name} (disabled)` : name;
}

/** What tells two groups of the same name apart: manager, size and the head of the id. */
export function groupDetails(group: GroupSummary): string {
  const manager = group.manager ? `Manager ${personName(group.manager)}` : 'No manager';
  return `${manager} · ${sizeAndId(group)}`;
}

/** The same without the manager, where that goes without saying. */
export function sizeAndId({ membersCount, id }: Pick<GroupSummary, 'membersCount' | 'id'>): string {
  return `${counted(membersCount, 'member')} · ${id.slice(0, 8)}`;
}

/** Who was not added: DocSpace passed over them, or failed before their turn. */
export function notAddedText(names: string, { interruptedBy }: Pick<GroupReceipt, 'interruptedBy'>): string {
  if (!interruptedBy) return `DocSpace did not add ${names}: they may have left or become guests.`;
  return interruptedBy.effect === 'none'
    ? `DocSpace did not add ${names}.`
    : `It is not certain whether DocSpace added ${names}.`;
}

/** What to do about a change that was interrupted. */
export function interruptedText({ effect }: Pick<DocSpaceError, 'effect'>): string {
  return effect === 'none'
    ? 'DocSpace failed in the middle of this. Edit the group to do the rest.'
    : 'No clear answer came from DocSpace in the middle of this. Look at the group before you do the rest.';
}

/** DocSpace's roles in words. */
export const ROLE_NAMES: Readonly<Record<Person['role'], string>> = {
  owner: 'Owner',
  admin: 'DocSpace admin',
  roomAdmin: 'Room admin',
  user: 'User',
  guest: 'Guest',
};
