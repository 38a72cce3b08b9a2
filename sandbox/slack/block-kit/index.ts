import { z } from 'zod';
import { type Block, block, MOST_BLOCKS, type Surface } from './blocks.ts';
import { option, optionGroup, plainText, text } from './composition.ts';
import { type BlockFault, fault, faultsOf } from './faults.ts';
import type { OptionGroup } from './interactive.ts';
import { rulesBroken } from './rules.ts';

export type { Block, InputBlock, Surface } from './blocks.ts';
export type { Option } from './composition.ts';
export type { Button, InputElement, Interactive } from './elements.ts';
export type { BlockFault } from './faults.ts';
export { choicesOf, elementsIn, findElement, isField, type OptionGroup, withIds } from './interactive.ts';
export type { RichElement, RichPart } from './rich-text.ts';

/** Something Slack takes, or all it would refuse about it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: BlockFault[] };

/** Reads the blocks of a surface as strictly as Slack. */
export function parseBlocks(blocks: unknown, surface: Surface): Checked<Block[]> {
  const parsed = z.array(block).max(MOST_BLOCKS[surface]).safeParse(blocks);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const faults = rulesBroken(parsed.data, surface);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

const viewCommon = {
  blocks: z.unknown(),
  private_metadata: text(3000, 0).optional(),
  callback_id: text(255, 0).optional(),
  external_id: text(255, 0).optional(),
};
const modalView = z.strictObject({
  type: z.literal('modal'),
  ...viewCommon,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});
const homeView = z.strictObject({ type: z.literal('home'), ...viewCommon });
const view = z.discriminatedUnion('type', [modalView, homeView]);

/** A view whose blocks are read as well. */
export type ViewDefinition = (Omit<z.infer<typeof modalView>, 'blocks'> | Omit<z.infer<typeof homeView>, 'blocks'>) & {
  blocks: Block[];
};

/** Largest view as JSON, in bytes (docs: views reference, `view_too_large`). */
export const LARGEST_VIEW = 250_000;

/** Reads a view as strictly as Slack; pointers of block faults begin with `/blocks`. */
export function parseView(given: unknown): Checked<ViewDefinition> {
  const parsed = view.safeParse(given);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const blocks = parseBlocks(parsed.data.blocks, parsed.data.type);
  if (!blocks.ok)
    return { ok: false, faults: blocks.faults.map((each) => ({ ...each, pointer: `/blocks${each.pointer}` })) };
  const asks = blocks.value.some((each) => each.type === 'input');
  if (parsed.data.type === 'modal' && asks && !parsed.data.submit)
    return { ok: false, faults: [fault('/submit', 'submit is required when there are input blocks')] };
  return { ok: true, value: { ...parsed.data, blocks: blocks.value } };
}

const optionsAnswer = z.union([
  z.strictObject({ options: z.array(option).max(100) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(100) }),
]);

/** Reads the answer to an option load. */
export function parseOptions(answer: unknown): Checked<OptionGroup[]> {
  const parsed = optionsAnswer.safeParse(answer);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const { data } = parsed;
  if ('options' in data) return { ok: true, value: [{ options: data.options }] };
  const groups = data.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
  return { ok: true, value: groups };
}
