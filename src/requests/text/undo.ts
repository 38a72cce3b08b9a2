import { type ChangeRequest, type Kind, requesterName } from '../../changes/index.ts';

/** How a request is spoken of that is taken back. */
export const UNDONE_NOUN: Readonly<Record<Kind, string>> = {
  create: 'creation',
  edit: 'edit',
  delete: 'deletion',
  join: 'change',
  leave: 'change',
  restore: 'restoring',
};

/** Who took a request back, as a sentence. */
export function undoneText(by: ChangeRequest): string {
  return `Undone by ${requesterName(by)}, ${by.id}.`;
}
