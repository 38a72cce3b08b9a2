import type { DoneEdit, WantedEdit } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type Block, bold, lines } from '../../slack/blocks.ts';
import { listed } from '../../slack/text.ts';
import { fromTo, NO_MANAGER, ROW_LABELS } from '../text/card.ts';
import { MOST_NAMED } from '../text/terms.ts';
import { wasUntilText } from '../text/until.ts';

/** What an edit changes or changed, a row each: its field or sign, and what was and what is, who comes and who leaves. */
export type ChangeRow = [label: string, words: string];

/** The rows of an edit that was made. */
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

/** The rows of an edit that is wanted; people who are kept are members already, until the date they were to leave. */
export function wantedRows({ add, remove, leavesAt, ...fields }: WantedEdit, mostNamed = MOST_NAMED): ChangeRow[] {
  if (leavesAt === undefined) return doneRows({ ...fields, added: add, removed: remove }, mostNamed);
  const names = listed(
    add.map((person) => person.name),
    mostNamed,
  );
  return [[ROW_LABELS.stays, wasUntilText(names, leavesAt)]];
}

/** Rows as one block, in full size. */
export function rowsBlock(rows: readonly ChangeRow[]): Block {
  const last = rows.length - 1;
  return lines(...rows.map(([label, words], at) => [bold(`${label} `), at < last ? `${words}\n` : words]));
}
