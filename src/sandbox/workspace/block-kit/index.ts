import { z } from 'zod';
import { type Block, block, MOST_BLOCKS, NOT_ON, type Surface } from './blocks.ts';
import { type Option, option, optionGroup, plainText, text } from './composition.ts';
import { type BlockFault, fault, faultsOf } from './faults.ts';

export type { Block, InputBlock, Surface } from './blocks.ts';
export type { Option } from './composition.ts';
export type { Button, InputElement } from './elements.ts';
export type { BlockFault } from './faults.ts';
export type { RichElement, RichPart } from './rich-text.ts';

/** Something Slack takes, or all it would refuse about it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: BlockFault[] };

/** Reads the blocks of a surface as strictly as Slack. */
export function parseBlocks(blocks: unknown, surface: Surface): Checked<Block[]> {
  const parsed = z.array(block).max(MOST_BLOCKS[surface]).safeParse(blocks);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const faults = [...surfaceFaults(parsed.data, surface), ...idFaults(parsed.data), ...initialFaults(parsed.data)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

function surfaceFaults(blocks: Block[], surface: Surface): BlockFault[] {
  return blocks.flatMap((each, index) =>
    NOT_ON[surface].includes(each.type) ? [fault(`/${index}/type`, `${each.type} is not allowed in a ${surface}`)] : [],
  );
}

function idFaults(blocks: Block[]): BlockFault[] {
  const seen = new Set<string>();
  return blocks.flatMap((each, index) => {
    const faults: BlockFault[] = [];
    if (each.block_id && seen.has(each.block_id)) faults.push(fault(`/${index}/block_id`, 'block_id is not unique'));
    if (each.block_id) seen.add(each.block_id);
    const actions = each.type === 'actions' ? each.elements.map((element) => element.action_id) : [];
    const twice = actions.findIndex((actionId, at) => actionId && actions.indexOf(actionId) !== at);
    if (twice >= 0) faults.push(fault(`/${index}/elements/${twice}/action_id`, 'action_id is not unique in its block'));
    return faults;
  });
}

/** What is chosen at first must be among the choices. */
function initialFaults(blocks: Block[]): BlockFault[] {
  return blocks.flatMap((each, index) => {
    if (each.type !== 'input' || !('options' in each.element)) return [];
    const { element } = each;
    const values = new Set<string>(element.options?.map((one) => one.value));
    const initial = [
      ...('initial_option' in element && element.initial_option ? [element.initial_option] : []),
      ...('initial_options' in element && element.initial_options ? element.initial_options : []),
    ];
    const known = initial.every((one) => values.has(one.value));
    return known ? [] : [fault(`/${index}/element/initial_option`, 'initial option is not among the options')];
  });
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

/** Choices as a menu shows them; a plain list is one group without a label. */
export interface OptionGroup {
  label?: string;
  options: Option[];
}

const optionsAnswer = z.union([
  z.strictObject({ options: z.array(option).max(100) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(100) }),
]);

/** Reads the answer to an option load, flattened. */
export function parseOptions(answer: unknown): Checked<Option[]> {
  const parsed = optionsAnswer.safeParse(answer);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const { data } = parsed;
  return { ok: true, value: 'options' in data ? data.options : data.option_groups.flatMap((group) => group.options) };
}
