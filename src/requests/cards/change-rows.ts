import type { DoneEdit, WantedEdit } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type Block, bold, lines } from '../../slack/blocks.ts';
import { listed } from '../../slack/text.ts';
import { fromTo, NO_MANAGER, ROW_LABELS } from '../text/card.ts';
import { MOST_NAMED } from '../text/terms.ts';
import { wasUntilText } from '../text/until.ts';

/** One row of an edit: a field with its old and new value, or the people added or removed. */
export type ChangeRow = [label: string, value: string];

/** The rows of an applied edit. */
export function doneRows({ name, manager, added, removed }: DoneEdit, mostNamed = MOST_NAMED): ChangeRow[] {
  const names = (people: readonly { name: string }[]) =>
    listed(
      people.map((person) => person.name),
      mostNamed,
    );
  const rows: ChangeRow[] = [];
  if (name) rows.push([ROW_LABELS.name, fromTo(nameOf({ name: name.from }), nameOf({ name: name.to }))]);
  if (manager)
    rows.push([ROW_LABELS.manager, fromTo(manager.from?.name ?? NO_MANAGER, manager.to?.name ?? NO_MANAGER)]);
  if (added.length > 0) rows.push([ROW_LABELS.added, names(added)]);
  if (removed.length > 0) rows.push([ROW_LABELS.removed, names(removed)]);
  return rows;
}

/** The rows of a requested edit; with `leavesAt` its people are already members and stay beyond that date. */
export function wantedRows({ add, remove, leavesAt, ...fields }: WantedEdit, mostNamed = MOST_NAMED): ChangeRow[] {
  if (leavesAt === undefined) return doneRows({ ...fields, added: add, removed: remove }, mostNamed);
  const names = listed(
    add.map((person) => person.name),
    mostNamed,
  );
  return [[ROW_LABELS.stays, wasUntilText(names, leavesAt)]];
}

/** Rows as one block. */
export function rowsBlock(rows: readonly ChangeRow[]): Block {
  const last = rows.length - 1;
  return lines(...rows.map(([label, value], at) => [bold(`${label} `), at < last ? `${value}\n` : value]));
}
