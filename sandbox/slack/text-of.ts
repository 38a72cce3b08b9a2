import type { Block, InputBlock, InputElement, RichElement, RichPart } from './block-kit/index.ts';

/** Finds the visible name behind a Slack id. */
export type NameOf = (id: string) => string | undefined;

const noNames: NameOf = () => undefined;

/** What a user has put into a field; undefined when nothing is known about it. */
export type ValueIn = (block: InputBlock) => string | undefined;

/** All the words of blocks, one line for each thing, buttons as `[Approve]`. */
export function textOf(blocks: readonly Block[], nameOf: NameOf = noNames, valueIn: ValueIn = () => undefined): string {
  return blocks
    .map((block) => (block.type === 'input' ? fieldText(block, valueIn(block)) : blockText(block, nameOf)))
    .filter((text) => text.trim() !== '')
    .join('\n');
}

function blockText(block: Block, nameOf: NameOf): string {
  switch (block.type) {
    case 'header':
      return block.text.text;
    case 'section': {
      const accessory = block.accessory && 'text' in block.accessory ? `  [${block.accessory.text.text}]` : '';
      const fields = (block.fields ?? []).map((field) => markedText(field, nameOf));
      return [block.text ? `${markedText(block.text, nameOf)}${accessory}` : accessory, ...fields].join('\n');
    }
    case 'context':
      return block.elements
        .map((part) => (part.type === 'image' ? `(${part.alt_text})` : markedText(part, nameOf)))
        .join(' ');
    case 'actions':
      return block.elements.map(elementText).join('  ');
    case 'rich_text':
      return block.elements.map((part) => richPartText(part, nameOf)).join('\n');
    case 'image':
      return `(${block.alt_text})`;
    case 'markdown':
      return block.text;
    default:
      return '';
  }
}

/** A button by its words, a menu by its choices, a select by what it asks for. */
function elementText(element: Extract<Block, { type: 'actions' }>['elements'][number]): string {
  if ('text' in element) return `[${element.text.text}]`;
  if ('placeholder' in element && element.placeholder) return `[${element.placeholder.text}]`;
  if (element.type !== 'overflow') return `[${element.type}]`;
  return `[⋯ ${element.options.map((option) => option.text.text).join(' · ')}]`;
}

function fieldText(block: InputBlock, value: string | undefined): string {
  return `${block.label.text}: ${value || inputText(block.element)}${block.hint ? `\n  ${block.hint.text}` : ''}`;
}

function markedText(text: { type: string; text: string }, nameOf: NameOf): string {
  return text.type === 'mrkdwn' ? plain(text.text, nameOf) : text.text;
}

function inputText(element: InputElement): string {
  if (element.type === 'rich_text_input' && element.initial_value) return textOf([element.initial_value]);
  if ('initial_value' in element && typeof element.initial_value === 'string' && element.initial_value)
    return element.initial_value;
  if ('initial_option' in element && element.initial_option) return element.initial_option.text.text;
  if ('initial_options' in element && element.initial_options)
    return element.initial_options.map((option) => option.text.text).join(', ');
  return 'placeholder' in element && element.placeholder ? `(${element.placeholder.text})` : '';
}

function richPartText(part: RichPart, nameOf: NameOf): string {
  if (part.type === 'rich_text_list')
    return part.elements
      .map((row, at) => `${part.style === 'ordered' ? `${at + 1}.` : '•'} ${richPartText(row, nameOf)}`)
      .join('\n');
  return part.elements
    .map((element) => richText(element, nameOf))
    .join('')
    .replace(/\n$/, '');
}

function richText(element: RichElement, nameOf: NameOf): string {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return element.text ?? element.url;
    case 'user':
      return `@${nameOf(element.user_id) ?? element.user_id}`;
    case 'channel':
      return `#${nameOf(element.channel_id) ?? element.channel_id}`;
    case 'date':
      return element.fallback ?? new Date(element.timestamp * 1000).toISOString();
    case 'emoji':
      return `:${element.name}:`;
    case 'broadcast':
      return `@${element.range}`;
    case 'usergroup':
      return `@${nameOf(element.usergroup_id) ?? element.usergroup_id}`;
    default:
      return element.value;
  }
}

/** mrkdwn as people read it: references resolved, marks left out, entities decoded. */
export function plain(mrkdwn: string, nameOf: NameOf = noNames): string {
  return mrkdwn
    .replace(/<!date\^[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${nameOf(id) ?? id}`)
    .replace(/<#(\w+)(?:\|([^>]*))?>/g, (_, id: string, name?: string) => `#${nameOf(id) ?? name ?? id}`)
    .replace(/<!subteam\^(\w+)[^>]*>/g, (_, id: string) => `@${nameOf(id) ?? id}`)
    .replace(/<!(\w+)[^>]*>/g, '@$1')
    .replace(/<((?:https?|mailto)[^>|]*)(?:\|([^>]*))?>/g, (_, url: string, words?: string) => words ?? url)
    .replace(/(^|[\s(])([*_~`])(\S(?:.*?\S)?)\2(?=$|[\s.,;:!?)])/gm, '$1$3')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
