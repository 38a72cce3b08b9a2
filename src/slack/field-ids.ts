import { randomUUID } from 'node:crypto';
import type { Modal } from './views.ts';

/** Separates the name of a field from the random id of one rendering of its form. */
const SEPARATOR = ':';

/**
 * Gives the fields of a form new block ids each time it is shown. For a known block id, Slack keeps the field's previous value
 * and ignores the new initial value (docs: "Updating modal views").
 */
export function withOwnFieldIds(view: Modal): Modal {
  const rendering = randomUUID().slice(0, 8);
  const blocks = view.blocks.map((block) =>
    block.type === 'input' && block.block_id
      ? { ...block, block_id: `${block.block_id}${SEPARATOR}${rendering}` }
      : block,
  );
  return { ...view, blocks };
}

/** The name of a field, by which a form is read, whichever rendering of it is sent back. */
export function fieldName(blockId: string): string {
  return blockId.split(SEPARATOR)[0] ?? blockId;
}

/** Sentences at fields, by the block ids under which the form that was sent back shows them. */
export function errorsAtFields(
  shown: readonly { block_id?: string }[],
  errors: Readonly<Record<string, string>>,
): Record<string, string> {
  const idOf = (name: string) => shown.find(({ block_id }) => block_id && fieldName(block_id) === name)?.block_id;
  return Object.fromEntries(Object.entries(errors).map(([name, text]) => [idOf(name) ?? name, text]));
}
