import type { Option } from '../../workspace/block-kit/index.ts';

/** A choice as the page tells it: its words without marks, found again by its value. */
export function plainOption({ text, value, description }: Option): Option {
  return {
    text: { type: 'plain_text', text: text.text },
    value,
    ...(description ? { description: { type: 'plain_text', text: description.text } } : {}),
  };
}
