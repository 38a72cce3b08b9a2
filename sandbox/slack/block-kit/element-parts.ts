import { z } from 'zod';
import { confirm, id, plainText } from './composition.ts';

/** What every element can have. */
export const common = { action_id: id.optional() };
export const placeholder = plainText(150).optional();
/** What can have the cursor at first. */
export const focusable = { ...common, focus_on_load: z.boolean().optional() };
/** What is chosen from, with a question before the choice is sent. */
export const asking = { ...focusable, placeholder, confirm: confirm.optional() };
