import { z } from 'zod';
import { broken, dispatchConfig, LONGEST_TEXT } from './composition.ts';
import { focusable, placeholder } from './element-parts.ts';
import { richText } from './rich-text.ts';

const typed = { ...focusable, placeholder, dispatch_action_config: dispatchConfig.optional() };

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(LONGEST_TEXT).optional(),
  max_length: z.int().min(1).max(LONGEST_TEXT).optional(),
});

/** Numbers travel as texts, in the element as in its value. */
const numeral = z.string().superRefine((value, refuse) => {
  const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
  if (!isNumber) refuse.addIssue(broken('format', 'input must be a valid: number', 'number', value));
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: numeral.optional(),
  min_value: numeral.optional(),
  max_value: numeral.optional(),
});

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() });

const lines = z.int().min(1).max(100).optional();
const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
});

/** What people type into, in input blocks alone. */
export const typedInputs = [plainTextInput, numberInput, emailInput, urlInput, richTextInput] as const;
