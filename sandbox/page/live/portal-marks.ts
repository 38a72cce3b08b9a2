import type { PortalGroupRow, PortalSnapshot, Update } from '../../page-server/protocol.ts';

/** What changed in the portal just now, for a few seconds. */
export interface PortalMarks {
  /** Rises with every change, so that each is taken back in its own time. */
  round: number;
  /** Groups and people by id. */
  rows: Readonly<Record<string, { mark: 'new' | 'changed'; round: number }>>;
  /** Groups that were there a moment ago. */
  gone: readonly { group: PortalGroupRow; round: number }[];
}

export const NO_MARKS: PortalMarks = { round: 0, rows: {}, gone: [] };

/** The marks after a change of the portal. */
export function marksAfter(
  marks: PortalMarks,
  before: PortalSnapshot,
  update: Update & { type: 'portal' },
): PortalMarks {
  const round = marks.round + 1;
  const was = new Set([...before.groups, ...before.people].map(({ id }) => id));
  const is = new Set(update.portal.groups.map(({ id }) => id));
  const rows = update.changed.map((id) => [id, { mark: was.has(id) ? 'changed' : 'new', round }] as const);
  // Only a smaller total is a deletion; a row can also be pushed out of the first ones.
  const fewer = update.portal.groupTotal < before.groupTotal;
  const gone = fewer ? before.groups.filter(({ id }) => !is.has(id)).map((group) => ({ group, round })) : [];
  return { round, rows: { ...marks.rows, ...Object.fromEntries(rows) }, gone: [...marks.gone, ...gone] };
}

/** The marks without those of one round. */
export function settle(marks: PortalMarks, round: number): PortalMarks {
  return {
    ...marks,
    rows: Object.fromEntries(Object.entries(marks.rows).filter(([, mark]) => mark.round !== round)),
    gone: marks.gone.filter((each) => each.round !== round),
  };
}
