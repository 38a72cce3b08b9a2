import type { Kind } from '../../changes/index.ts';
import type { KindText } from './kind-text.ts';
import { CREATION } from './of-creation.ts';
import { DELETION } from './of-deletion.ts';
import { EDIT } from './of-edit.ts';
import { JOINING } from './of-joining.ts';
import { LEAVING } from './of-leaving.ts';
import { RESTORE } from './of-restore.ts';

export const TEXT_OF: Readonly<Record<Kind, KindText>> = {
  delete: DELETION,
  create: CREATION,
  edit: EDIT,
  join: JOINING,
  leave: LEAVING,
  restore: RESTORE,
};
