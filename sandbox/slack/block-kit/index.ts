import { z } from 'zod';
import { type Block, blocksOf, type Surface } from './blocks.ts';
import { option, optionGroup } from './composition.ts';
import { type Checked, faultsOf } from './faults.ts';
import type { OptionGroup } from './interactive.ts';
import { rulesBroken } from './rules.ts';

export type { Block, InputBlock, Surface } from './blocks.ts';
export type { Option } from './composition.ts';
export type { Button, InputElement, Interactive, TypedInput } from './elements.ts';
export { type BlockFault, type Checked, faultsOf, within } from './faults.ts';
export { choicesOf, elementsIn, findElement, isField, isTyped, type OptionGroup, withIds } from './interactive.ts';
export type { RichElement, RichPart, RichText } from './rich-text.ts';
export { LARGEST_VIEW, parseView, type ViewDefinition } from './view.ts';

/** Reads the blocks of a surface as strictly as Slack; pointers begin at the first of them. */
export function parseBlocks(blocks: unknown, surface: Surface): Checked<Block[]> {
  const parsed = blocksOf[surface].safeParse(blocks);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error, blocks, surface) };
  const faults = rulesBroken(parsed.data);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

const optionList = z.strictObject({ options: z.array(option).max(100) });
const groupList = z.strictObject({ option_groups: z.array(optionGroup).max(100) });

/** Reads the answer to an option load. */
export function parseOptions(answer: unknown): Checked<OptionGroup[]> {
  if (Object.hasOwn(Object(answer), 'option_groups')) return groupsOf(answer);
  const parsed = optionList.safeParse(answer);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error, answer) };
  return { ok: true, value: [{ options: parsed.data.options }] };
}

function groupsOf(answer: unknown): Checked<OptionGroup[]> {
  const parsed = groupList.safeParse(answer);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error, answer) };
  const groups = parsed.data.option_groups.map(({ label, options }) => ({ label: label.text, options }));
  return { ok: true, value: groups };
}
