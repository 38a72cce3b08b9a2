import { type Block, NOT_ON, type Surface } from './blocks.ts';
import type { Option } from './composition.ts';
import type { Interactive } from './elements.ts';
import { type BlockFault, fault } from './faults.ts';
import { choicesOf, elementsIn } from './interactive.ts';

/** The rules between several blocks, or between parts of one, that no single schema sees. */
export function rulesBroken(blocks: readonly Block[], surface: Surface): BlockFault[] {
  const ids = new Set<string>();
  const faults = blocks.flatMap((block, index) => {
    const twice = block.block_id !== undefined && ids.has(block.block_id);
    if (block.block_id !== undefined) ids.add(block.block_id);
    return [
      ...(NOT_ON[surface].includes(block.type)
        ? [fault(`/${index}/type`, `${block.type} is not allowed in a ${surface}`)]
        : []),
      ...(twice ? [fault(`/${index}/block_id`, 'block_id is not unique')] : []),
      ...elementFaults(block, `/${index}`),
    ];
  });
  return [...faults, ...focusFaults(blocks), ...markdownFaults(blocks)];
}

function elementFaults(block: Block, pointer: string): BlockFault[] {
  const elements = elementsIn(block);
  return elements.flatMap((element, at) => {
    const here = pointer + placeOf(block, at);
    const first = elements.findIndex((each) => each.action_id === element.action_id);
    return [
      ...(element.action_id !== undefined && first !== at
        ? [fault(`${here}/action_id`, 'action_id is not unique in its block')]
        : []),
      ...initialFaults(element, here),
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

/** All markdown blocks of a message together hold so much (docs: markdown block). */
const MOST_MARKDOWN = 12_000;

function markdownFaults(blocks: readonly Block[]): BlockFault[] {
  let held = 0;
  return blocks.flatMap((block, index) => {
    if (block.type !== 'markdown') return [];
    held += [...block.text].length;
    return held > MOST_MARKDOWN
      ? [fault(`/${index}/text`, `markdown blocks hold ${MOST_MARKDOWN} characters in all`)]
      : [];
  });
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
