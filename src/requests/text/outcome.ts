import type { Kind } from '../../changes/index.ts';
import { figures } from '../../slack/text.ts';

/** Cards of creations and edits: applied, in progress, uncertain or failed. */

/** Verb before the group: "@Ines created the group Design". */
export const DID: Readonly<Record<Kind, string>> = {
  create: 'created',
  edit: 'edited',
  delete: 'deleted',
  join: 'joined',
  leave: 'left',
  restore: 'restored',
};

/** The same for an undo. */
export const UNDID: Readonly<Record<Kind, (id: string) => string>> = {
  create: (id) => `undid the creation ${id} of`,
  edit: (id) => `undid the edit ${id} of`,
  delete: (id) => `undid the deletion ${id} of`,
  join: (id) => `undid the edit ${id} of`,
  leave: (id) => `undid the edit ${id} of`,
  restore: (id) => `undid the restore ${id} of`,
};

export function fromDeletion(id: string): string {
  return `from the deletion ${id}`;
}

/** For a change that is uncertain or was not applied. */
export const TRIED: Readonly<Record<Kind, (who: string, group: string) => string>> = {
  create: (who, group) => `${who} tried to create the group ${group}.`,
  edit: (who, group) => `${who} tried to edit the group ${group}.`,
  delete: (who, group) => `${who} tried to delete the group ${group}.`,
  join: (who, group) => `${who} tried to join the group ${group}.`,
  leave: (who, group) => `${who} tried to leave the group ${group}.`,
  restore: (who, group) => `${who} tried to restore the group ${group}.`,
};

export const NOT_CERTAIN = 'It is not certain whether DocSpace has done it.';
export const NOT_APPEARED = 'No group of this name has appeared in DocSpace within ten minutes.';

export function closedText(by: string | undefined): string {
  return by === undefined ? 'Closed.' : `Closed by ${by}.`;
}

/** Progress of a change in batches. */
export const BATCHES = {
  headings: {
    uncertain: (group: string) => `❓ Not certain: ${group}`,
    restore: (group: string) => `⏳ Restoring: ${group}`,
    create: (group: string) => `⏳ Creating: ${group}`,
    edit: (group: string) => `⏳ Editing: ${group}`,
  },
  restoring: (who: string, group: string, people: number) =>
    `${who} is restoring the group ${group} with ${figures(people)} people.`,
  creating: (who: string, group: string, people: number) =>
    `${who} is creating the group ${group} with ${figures(people)} people.`,
  adding: (who: string, group: string, people: number) =>
    `${who} is adding ${figures(people)} people to the group ${group}.`,
  removing: (who: string, group: string, people: number) =>
    `${who} is removing ${figures(people)} people from the group ${group}.`,
  changing: (who: string, group: string, people: number) =>
    `${who} is adding and removing ${figures(people)} people of the group ${group}.`,
  done: (done: number, of: number) => `${figures(done)} of ${figures(of)} done.`,
  canceled: (done: number, of: number, by: string) =>
    `${figures(done)} of ${figures(of)} done. Canceled by ${by}: it ends after the current batch.`,
  interrupted: 'This was interrupted.',
  continues: (done: number, of: number) =>
    `At least ${figures(done)} of ${figures(of)} done. The app checks what DocSpace has done, then continues by itself.`,
  ends: (done: number, of: number) =>
    `At least ${figures(done)} of ${figures(of)} done. The app checks what DocSpace has done, then says here how far it got.`,
  aUser: 'a user',
} as const;
