import { z } from 'zod';

/** A boolean argument, which is a text in a form; false when it is absent. */
export const flag = z.union([z.boolean(), z.stringbool()]).default(false);
