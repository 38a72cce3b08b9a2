import { counted, listed } from '../../slack/text.ts';

/** Texts of a request's card that do not depend on its kind or state. */

export const NO_MANAGER = 'No manager';
export const NO_MEMBERS = 'No members';
export const CANNOT_SHOW_MEMBERS = 'DocSpace can’t show them';
export const MANAGER = 'Manager';
export const MEMBERS = 'Members';
export const CARD_WAS_DELETED = ' · the earlier card was deleted';
export const CARD_WAS_FROZEN = ' · the earlier card could no longer be updated';
export const EXPIRES = 'expires';

export function membersLabel(count: number): string {
  return `Members (${count})`;
}

/** Introduces other groups with the requested name. */
export function sameNameText(count: number): string {
  return count === 1 ? 'Another group already has this name:' : `${count} other groups already have this name:`;
}

/** Approvals given or missing, shown before the expiry date. */
export function progressText(given: number, needed: number): string {
  return needed > 1 ? `⏳ ${given} of ${counted(needed, 'approval')}` : '⏳ 1 approval needed';
}

/** For the notification: what its reader can do. */
export function decideHereText(needed: number): string {
  return needed === 1
    ? '1 approval is needed: approve or reject in this message.'
    : `${needed} approvals are needed: approve or reject in this message.`;
}

export function reasonText(reason: string): string {
  return `Reason: ${reason}`;
}

export function restoredSentence(who: string, id: string): string {
  return `Restored by ${who}, ${id}.`;
}

/** The rows of an edit. */
export const ROW_LABELS = { name: 'Name:', manager: 'Manager:', added: '+', removed: '−', stays: 'Stays:' } as const;

export function fromTo(from: string, to: string): string {
  return `${from} → ${to}`;
}

export const ALSO_IN_GROUP = 'Also in this group: ';

/** Who can approve a request, by mention or by role. */
export const WHO_CAN_APPROVE = {
  byRole: 'The owner or a DocSpace admin can approve this.',
  byRoleButRequester: (requester: string) => `The owner or a DocSpace admin other than ${requester} can approve this.`,
  byRoleSeveral: (count: number) => `The owner or a DocSpace admin can approve this, ${count} of them in all.`,
  byRoleButRequesterSeveral: (requester: string, count: number) =>
    `The owner or a DocSpace admin other than ${requester} can approve this, ${count} of them in all.`,
  mentioned: (who: readonly string[], more: number) => `${listedWithMore(who, more)} can approve this.`,
  mentionedSeveral: (who: readonly string[], more: number, count: number) =>
    `${listedWithMore(who, more)} can approve this, ${count} of them in all.`,
  mentionedOrRole: (who: readonly string[], more: number) =>
    `${[...who, ...(more > 0 ? [`${more} more`] : [])].join(', ')}, the owner or another DocSpace admin can approve this.`,
} as const;

function listedWithMore(who: readonly string[], more: number): string {
  return listed([...who, ...(more > 0 ? [`${more} more`] : [])], undefined, 'or');
}

/** What happens after the approval, and what would prevent it. */
export const NEXT = {
  delete: 'If the group changes before then, nothing is deleted.',
  other: 'It is done right after that.',
  edit: 'It is saved right after that.',
  editName: 'It is saved right after that. If the group’s name changes before then, nothing is saved.',
  editManager: 'It is saved right after that. If the group’s manager changes before then, nothing is saved.',
  editBoth: 'It is saved right after that. If the group’s name or manager changes before then, nothing is saved.',
} as const;
