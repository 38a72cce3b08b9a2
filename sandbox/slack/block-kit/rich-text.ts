import { z } from 'zod';
import { id, LONGEST_TEXT, link, text } from './composition.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();

/** What a line of rich text is made of. */
export const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(LONGEST_TEXT), style }),
  z.strictObject({
    type: z.literal('link'),
    url: link,
    text: z.string().optional(),
    style,
    unsafe: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().min(1), unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: z.string(), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string().regex(/\{\w+\}/, { error: 'must hold a date token' }),
    url: link.optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) });
const list = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  indent: z.int().min(0).max(8).optional(),
  offset: z.int().min(0).optional(),
  border: z.int().min(0).max(1).optional(),
  elements: z.array(section).min(1),
});
const quote = z.strictObject({
  type: z.literal('rich_text_quote'),
  elements: z.array(richElement).min(1),
  border: z.int().min(0).max(1).optional(),
});
const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  elements: z.array(richElement).min(1),
  border: z.int().min(0).max(1).optional(),
});

/** The parts of a rich_text block. */
export const richPart = z.discriminatedUnion('type', [section, list, quote, preformatted]);

/** A rich_text block, which is also what people put into a rich-text input. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id.optional(),
  elements: z.array(richPart).min(1),
});

export type RichElement = z.infer<typeof richElement>;
export type RichPart = z.infer<typeof richPart>;
export type RichText = z.infer<typeof richText>;
