import { z } from 'zod';
import { anyText, id, LONGEST_TEXT, link, plainText, text, textObjects } from './composition.ts';
import { accessory, actionElement, contextImage, inputElement } from './elements.ts';
import { richText } from './rich-text.ts';

const common = { block_id: id.optional() };

const header = z.strictObject({ type: z.literal('header'), ...common, text: plainText(150) });

const section = z
  .strictObject({
    type: z.literal('section'),
    ...common,
    text: anyText(LONGEST_TEXT).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text || block.fields, { error: 'must define either `text` or `fields`', path: ['type'] });

const context = z.strictObject({
  type: z.literal('context'),
  ...common,
  elements: z
    .array(z.discriminatedUnion('type', [...textObjects(LONGEST_TEXT), contextImage]))
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

const image = z.strictObject({
  type: z.literal('image'),
  ...common,
  image_url: link,
  alt_text: text(2000),
  title: plainText(2000).optional(),
});

/** All markdown blocks of a message together hold so much (docs: markdown block). */
export const MOST_MARKDOWN = 12_000;

const markdown = z.strictObject({ type: z.literal('markdown'), ...common, text: text(MOST_MARKDOWN) });

const inViews = [header, section, context, divider, actions, input, richText, image] as const;
const inMessages = z.discriminatedUnion('type', [...inViews, markdown]);
const inView = z.discriminatedUnion('type', inViews);

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** How many blocks a surface holds (docs: blocks reference). */
const MOST_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** The blocks of a surface, as far as the workspace shows them. */
export const blocksOf = {
  message: z.array(inMessages).max(MOST_BLOCKS.message),
  modal: z.array(inView).max(MOST_BLOCKS.modal),
  home: z.array(inView).max(MOST_BLOCKS.home),
} as const satisfies Record<Surface, z.ZodType>;

export type Block = z.infer<typeof inMessages>;
export type InputBlock = Extract<Block, { type: 'input' }>;
