import type { WantedEdit } from '../../changes/index.ts';
import type { Conflict } from '../errors.ts';
import { managerChangedText } from './terms.ts';

/** The same for everybody who reads of it, in sentences: what became different about what an edit touches. */
export function conflictsText({ name, manager }: WantedEdit, conflicts: readonly Conflict[]): string {
  const rename = conflicts.find(({ field }) => field === 'name');
  const other = conflicts.find(({ field }) => field === 'manager');
  return [
    ...(name && rename ? [`It was renamed from “${name.from}” to “${rename.theirs}”.`] : []),
    ...(manager && other ? [managerChangedText(manager.from?.name, other.theirs)] : []),
  ].join(' ');
}
