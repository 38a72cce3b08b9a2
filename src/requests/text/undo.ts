import { type ChangeRequest, type Kind, requesterName } from '../../changes/index.ts';

/** How a request that can be undone is named. */
export const UNDONE_NOUN: Readonly<Record<Kind, string>> = {
  create: 'creation',
  edit: 'edit',
  delete: 'deletion',
  join: 'edit',
  leave: 'edit',
  restore: 'restore',
};

/** Who undid a request. */
export function undoneText(by: ChangeRequest): string {
  return `Undone by ${requesterName(by)}, ${by.id}.`;
}

/** What screen readers say of the button that undoes a request. */
export const UNDO_LABEL: Readonly<Record<Kind, (id: string) => string>> = {
  create: (id) => `Undo the creation ${id}`,
  edit: (id) => `Undo the edit ${id}`,
  delete: (id) => `Undo the deletion ${id}`,
  join: (id) => `Undo the edit ${id}`,
  leave: (id) => `Undo the edit ${id}`,
  restore: (id) => `Undo the restore ${id}`,
};
