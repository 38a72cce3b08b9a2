import { z } from 'zod';
import { type Block, blocksOf } from './blocks.ts';
import { plainText, text } from './composition.ts';
import { type Checked, fault, faultsOf, within } from './faults.ts';
import { rulesBroken } from './rules.ts';

const common = {
  private_metadata: text(3000, 0).optional(),
  callback_id: text(255, 0).optional(),
  external_id: text(255, 0).optional(),
};
const modalView = z.strictObject({
  type: z.literal('modal'),
  blocks: blocksOf.modal,
  ...common,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});
const homeView = z.strictObject({ type: z.literal('home'), blocks: blocksOf.home, ...common });
const view = z.discriminatedUnion('type', [modalView, homeView]);

/** A modal or an App Home as an app defines it. */
export type ViewDefinition = (Omit<z.infer<typeof modalView>, 'blocks'> | Omit<z.infer<typeof homeView>, 'blocks'>) & {
  blocks: Block[];
};

/** Largest view as JSON, in bytes (docs: views reference, `view_too_large`). */
export const LARGEST_VIEW = 250_000;

/** Reads a view as strictly as Slack; pointers begin at the view. */
export function parseView(given: unknown): Checked<ViewDefinition> {
  const parsed = view.safeParse(given);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error, given, surfaceOf(given)) };
  const faults = within('/blocks', rulesBroken(parsed.data.blocks));
  if (faults.length > 0) return { ok: false, faults };
  const asks = parsed.data.blocks.findIndex((each) => each.type === 'input');
  if (parsed.data.type === 'modal' && asks >= 0 && !parsed.data.submit)
    return { ok: false, faults: [fault(`/blocks/${asks}/input`, MUST_SUBMIT)] };
  return { ok: true, value: parsed.data };
}

const MUST_SUBMIT = 'must define `submit` to use an `input` block in modals';

function surfaceOf(given: unknown): 'modal' | 'home' {
  return Object(given).type === 'home' ? 'home' : 'modal';
}
