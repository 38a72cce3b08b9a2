import type { WantedEdit } from '../../changes/index.ts';
import type { Conflict } from '../errors.ts';
import { managerChangedText } from './terms.ts';

/** The conflicts of an edit in sentences for all readers, unlike the edit form, which says “you”. */
export function conflictsText({ name, manager }: WantedEdit, conflicts: readonly Conflict[]): string {
  const rename = conflicts.find(({ field }) => field === 'name');
  const other = conflicts.find(({ field }) => field === 'manager');
  return [
    ...(name && rename ? [`It was renamed from “${name.from}” to “${rename.theirs}”.`] : []),
    ...(manager && other ? [managerChangedText(manager.from?.name, other.theirs)] : []),
  ].join(' ');
}
