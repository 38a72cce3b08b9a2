import type { Block } from './blocks.ts';
import type { Option } from './composition.ts';
import type { InputElement, Interactive, TypedInput } from './elements.ts';

/** Choices as a menu shows them; a plain list is one group without a label. */
export interface OptionGroup {
  label?: string;
  options: Option[];
}

/** All interactive elements of a block, wherever in it they are. */
export function elementsIn(block: Block): readonly Interactive[] {
  switch (block.type) {
    case 'actions':
      return block.elements;
    case 'section':
      return block.accessory && block.accessory.type !== 'image' ? [block.accessory] : [];
    case 'input':
      return [block.element];
    default:
      return [];
  }
}

/** The element with these ids, and its block. */
export function findElement(
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): { block: Block; element: Interactive } | undefined {
  const block = blocks.find((each) => each.block_id === blockId);
  const element = block && elementsIn(block).find((each) => each.action_id === actionId);
  return block && element && { block, element };
}

/** Whether an element holds something; buttons and overflow menus are used and forget it. */
export function isField(element: Interactive): element is InputElement {
  return element.type !== 'button' && element.type !== 'overflow';
}

/** Whether people type into an element, rather than choose. */
export function isTyped(element: Interactive): element is TypedInput {
  return element.type.endsWith('_input');
}

/** The choices an element was drawn with, in their groups. */
export function choicesOf(element: Interactive): OptionGroup[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select': {
      const groups = element.option_groups?.map((group) => ({ label: group.label.text, options: group.options }));
      return groups ?? [{ options: element.options ?? [] }];
    }
    case 'overflow':
      return [{ options: element.options }];
    case 'checkboxes':
    case 'radio_buttons':
      return [{ options: element.options }];
    default:
      return [];
  }
}

/** Blocks with the ids Slack gives to those that were sent without. */
export function withIds(blocks: readonly Block[], newId: () => string): Block[] {
  const named = <E extends Interactive>(element: E) => ({ ...element, action_id: element.action_id ?? newId() });
  return blocks.map((block) => {
    const block_id = block.block_id ?? newId();
    switch (block.type) {
      case 'actions':
        return { ...block, block_id, elements: block.elements.map(named) };
      case 'input':
        return { ...block, block_id, element: named(block.element) };
      case 'section':
        return block.accessory && block.accessory.type !== 'image'
          ? { ...block, block_id, accessory: named(block.accessory) }
          : { ...block, block_id };
      default:
        return { ...block, block_id };
    }
  });
}
