import type { Block, InputElement } from '../../slack/block-kit/index.ts';
import { initialValue } from '../../slack/initial-value.ts';
import type { FieldValue } from '../../slack/state.ts';

/** The values of a view’s fields, as the sandbox sends them: by block id, then action id. */
export type ValuesById = Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;

/** What the person put into fields here, by `fieldKey`; it may not have reached the sandbox yet. */
export type FieldEdits = ReadonlyMap<string, FieldValue>;

/** Names a field within its view. */
export function fieldKey(blockId: string, actionId: string): string {
  return JSON.stringify([blockId, actionId]);
}

/** What is known about the fields of a view or message. */
export interface Held {
  edits: FieldEdits;
  values: ValuesById;
  /** Where a message is, for selects that start with the current conversation. */
  conversation?: string;
}

/** What a field shows: what was put in here, else what the sandbox holds, else what the app drew it with. */
export function shownValue(blockId: string, element: InputElement, { edits, values, conversation }: Held): FieldValue {
  const actionId = element.action_id ?? '';
  const edit = edits.get(fieldKey(blockId, actionId));
  if (edit?.type === element.type) return edit;
  const held = values[blockId]?.[actionId];
  return held?.type === element.type ? held : initialValue(element, conversation);
}

/** The edits that outlive a redraw: those whose block_id, action_id and type are still there. */
export function keptEdits(edits: FieldEdits, blocks: readonly Block[]): FieldEdits {
  const types = fieldTypes(blocks);
  return new Map([...edits].filter(([key, value]) => types.get(key) === value.type));
}

/** The types of everything one can use among blocks, by `fieldKey`. */
export function fieldTypes(blocks: readonly Block[]): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) =>
      elementsOf(block).map((element) => [fieldKey(block.block_id ?? '', element.action_id ?? ''), element.type]),
    ),
  );
}

function elementsOf(block: Block): readonly { type: string; action_id?: string }[] {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions') return block.elements;
  return block.type === 'section' && block.accessory && block.accessory.type !== 'image' ? [block.accessory] : [];
}
