import type { DocSpaceError, GroupReceipt, GroupSummary, Member } from '../docspace/index.ts';
import { oneLine } from '../slack/text.ts';
import { fold } from './fold.ts';
import {
  type Details,
  detailsText,
  disabled,
  groupInSentence,
  INTERRUPTED,
  INTERRUPTED_UNCLEAR,
  invited,
  NO_NAME,
  notAddedText as notAdded,
  type ReadOnlySource,
} from './text/groups.ts';

/** A group's name for one line; DocSpace lets a name be blank. */
export function nameOf(group: { name: string }): string {
  return oneLine(group.name) || NO_NAME;
}

/** A person's name, with what sets them apart from active people. */
export function personName(person: Pick<Member, 'displayName' | 'status'>): string {
  const name = oneLine(person.displayName);
  if (person.status === 'pending') return invited(name);
  return person.status === 'disabled' ? disabled(name) : name;
}

/** Where a group comes from that can be changed neither here nor in DocSpace; undefined for all others. */
export function readOnlySource(group: Pick<GroupSummary, 'isLDAP' | 'isSystem'>): ReadOnlySource | undefined {
  if (group.isSystem) return 'docspace';
  return group.isLDAP ? 'ldap' : undefined;
}

/** What is said of a group beside its name. */
interface Shown {
  /** Its name does not tell it apart. */
  withId: boolean;
  /** Left out where every group of a list has the same. */
  withManager?: boolean;
}

/** Manager and size of a group, and what sets it apart where that is needed. */
export function groupDetails(group: GroupSummary, shown: Shown): string {
  return detailsText(detailsOf(group, shown));
}

/** A group with the same details, for the middle of a sentence. */
export function groupWithDetails(group: GroupSummary, shown: Shown): string {
  return groupInSentence(nameOf(group), detailsOf(group, shown));
}

function detailsOf(group: GroupSummary, { withId, withManager = true }: Shown): Details {
  return {
    ...(withManager ? { manager: group.manager ? personName(group.manager) : null } : {}),
    members: group.membersCount,
    source: readOnlySource(group),
    ...(withId ? { shortId: shortId(group) } : {}),
  };
}

/** The part of an id that tells groups of one name apart, and by which a group can be typed. */
export function shortId({ id }: { id: string }): string {
  return id.slice(0, 8);
}

/** Tells which groups have a name that looks like that of another one among these. */
export function repeatedNames(groups: readonly { name: string }[]): (group: { name: string }) => boolean {
  const counts = new Map<string, number>();
  for (const { name } of groups) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1);
  return ({ name }) => (counts.get(fold(name)) ?? 0) > 1;
}

/** Who was not added: DocSpace passed over them, or failed before their turn. */
export function notAddedText(names: string, { interruptedBy }: Pick<GroupReceipt, 'interruptedBy'>): string {
  return notAdded(names, interruptedBy && { certain: interruptedBy.effect === 'none' });
}

/** What to do about a change that was interrupted. */
export function interruptedText({ effect }: Pick<DocSpaceError, 'effect'>): string {
  return effect === 'none' ? INTERRUPTED : INTERRUPTED_UNCLEAR;
}
