import { type Block, MOST_MARKDOWN } from './blocks.ts';
import type { Option } from './composition.ts';
import type { Interactive } from './elements.ts';
import { type BlockFault, fault } from './faults.ts';
import { choicesOf, elementsIn } from './interactive.ts';

/**
 * The rules between several blocks, or between parts of one, that no single schema sees. Slack's words are known for ids
 * and for lengths; the others say the same in words of the stand-in's.
 */
export function rulesBroken(blocks: readonly Block[]): BlockFault[] {
  const ids = new Set<string>();
  const faults = blocks.flatMap((block, index) => {
    const { block_id: id } = block;
    const twice = id !== undefined && ids.has(id);
    if (id !== undefined) ids.add(id);
    return [
      ...(twice ? [fault(`/${index}/block_id`, alreadyThere('block_id', id))] : []),
      ...elementFaults(block, `/${index}`),
    ];
  });
  return [...faults, ...focusFaults(blocks), ...markdownFaults(blocks)];
}

function alreadyThere(name: 'action_id' | 'block_id', id: string): string {
  return `\`${name}\` "${id}" already exists`;
}

function elementFaults(block: Block, pointer: string): BlockFault[] {
  const elements = elementsIn(block);
  return elements.flatMap((element, at) => {
    const here = pointer + placeOf(block, at);
    const first = elements.findIndex((each) => each.action_id === element.action_id);
    return [
      ...(element.action_id !== undefined && first !== at
        ? [fault(`${here}/action_id`, alreadyThere('action_id', element.action_id))]
        : []),
      ...initialFaults(element, here),
      ...rangeFaults(element, here),
    ];
  });
}

function placeOf(block: Block, at: number): string {
  if (block.type === 'actions') return `/elements/${at}`;
  return block.type === 'input' ? '/element' : '/accessory';
}

/** What is chosen at first must be among the choices, to the letter. */
function initialFaults(element: Interactive, pointer: string): BlockFault[] {
  const options = choicesOf(element).flatMap((group) => group.options);
  if (options.length === 0) return [];
  const offered = (wanted: Option) =>
    options.some((one) => one.value === wanted.value && one.text.text === wanted.text.text);
  if ('initial_option' in element && element.initial_option && !offered(element.initial_option))
    return [fault(`${pointer}/initial_option`, 'initial option is not among the options')];
  if ('initial_options' in element && element.initial_options) {
    const stray = element.initial_options.findIndex((one) => !offered(one));
    if (stray >= 0) return [fault(`${pointer}/initial_options/${stray}`, 'initial option is not among the options')];
  }
  return [];
}

function markdownFaults(blocks: readonly Block[]): BlockFault[] {
  let held = 0;
  return blocks.flatMap((block, index) => {
    if (block.type !== 'markdown') return [];
    held += [...block.text].length;
    return held > MOST_MARKDOWN ? [fault(`/${index}/text`, `must be less than ${MOST_MARKDOWN + 1} characters`)] : [];
  });
}

/** A range ends no earlier than it begins (docs: number input, plain-text input). */
function rangeFaults(element: Interactive, pointer: string): BlockFault[] {
  if (element.type === 'number_input' && Number(element.min_value) > Number(element.max_value))
    return [fault(`${pointer}/min_value`, '`min_value` cannot be greater than `max_value`')];
  if (element.type !== 'plain_text_input') return [];
  const { min_length: least = 0, max_length: most = Number.POSITIVE_INFINITY } = element;
  return least > most ? [fault(`${pointer}/min_length`, '`min_length` cannot be greater than `max_length`')] : [];
}

/** Only one element can have the cursor at first. */
function focusFaults(blocks: readonly Block[]): BlockFault[] {
  const focused = blocks.flatMap((block, index) =>
    elementsIn(block).flatMap((element, at) =>
      'focus_on_load' in element && element.focus_on_load ? [`/${index}${placeOf(block, at)}/focus_on_load`] : [],
    ),
  );
  return focused.slice(1).map((pointer) => fault(pointer, 'only one element can have focus_on_load'));
}
