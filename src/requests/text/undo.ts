import { type ChangeRequest, type Kind, requesterName } from '../../changes/index.ts';

/** The noun for a request that can be undone. */
export const UNDONE_NOUN: Readonly<Record<Kind, string>> = {
  create: 'creation',
  edit: 'edit',
  delete: 'deletion',
  join: 'edit',
  leave: 'edit',
  restore: 'restore',
};

export function undoneText(by: ChangeRequest): string {
  return `Undone by ${requesterName(by)}, ${by.id}.`;
}

/** Accessibility labels of the undo button. */
export const UNDO_LABEL: Readonly<Record<Kind, (id: string) => string>> = {
  create: (id) => `Undo the creation ${id}`,
  edit: (id) => `Undo the edit ${id}`,
  delete: (id) => `Undo the deletion ${id}`,
  join: (id) => `Undo the edit ${id}`,
  leave: (id) => `Undo the edit ${id}`,
  restore: (id) => `Undo the restore ${id}`,
};
