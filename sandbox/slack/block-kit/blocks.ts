import { z } from 'zod';
import { anyText, id, link, plainText, text } from './composition.ts';
import { accessory, actionElement, contextImage, inputElement } from './elements.ts';
import { richPart } from './rich-text.ts';

const common = { block_id: id.optional() };

const header = z.strictObject({ type: z.literal('header'), ...common, text: plainText(150) });

const section = z
  .strictObject({
    type: z.literal('section'),
    ...common,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text || block.fields, { error: 'must have text or fields', path: ['text'] });

const context = z.strictObject({
  type: z.literal('context'),
  ...common,
  elements: z
    .array(z.union([anyText(2000), contextImage]))
    .min(1)
    .max(10),
});

const divider = z.strictObject({ type: z.literal('divider'), ...common });

const actions = z.strictObject({
  type: z.literal('actions'),
  ...common,
  elements: z.array(actionElement).min(1).max(25),
});

const input = z.strictObject({
  type: z.literal('input'),
  ...common,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const richText = z.strictObject({ type: z.literal('rich_text'), ...common, elements: z.array(richPart).min(1) });

const image = z.strictObject({
  type: z.literal('image'),
  ...common,
  image_url: link,
  alt_text: text(2000),
  title: plainText(2000).optional(),
});

const markdown = z.strictObject({ type: z.literal('markdown'), ...common, text: text(12_000) });

/** Any block the workspace can draw. */
export const block = z.discriminatedUnion('type', [
  header,
  section,
  context,
  divider,
  actions,
  input,
  richText,
  image,
  markdown,
]);

/** Where blocks stand. */
export type Surface = 'message' | 'modal' | 'home';

/** Block types that do not stand on a surface. */
export const NOT_ON: Readonly<Record<Surface, readonly string[]>> = {
  message: [],
  modal: ['markdown'],
  home: ['markdown'],
};

/** How many blocks a surface holds (docs: blocks reference). */
export const MOST_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

export type Block = z.infer<typeof block>;
export type InputBlock = Extract<Block, { type: 'input' }>;
