import { randomUUID } from 'node:crypto';
import type { Modal } from './views.ts';

/** Stands between the name of a field and what tells one showing of its form from the others. */
const SEPARATOR = ':';

/**
 * A form as it goes to Slack: its fields have block ids of their own each time it is shown. Slack keeps what a field of
 * the same ids held before and ignores its new initial value (docs: "Updating modal views").
 */
export function withOwnFieldIds(view: Modal): Modal {
  const showing = randomUUID().slice(0, 8);
  const blocks = view.blocks.map((block) =>
    block.type === 'input' && block.block_id
      ? { ...block, block_id: `${block.block_id}${SEPARATOR}${showing}` }
      : block,
  );
  return { ...view, blocks };
}

/** The name of a field, by which a form is read, whichever showing of it is sent back. */
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
