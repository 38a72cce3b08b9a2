import { z } from 'zod';
import { type Checked, parseBlocks, parseView, within } from '../block-kit/index.ts';
import { ApiRefusal } from './method.ts';
import { refusedByValidator } from './refused-blocks.ts';

const withBlocks = z.looseObject({ blocks: z.unknown().optional() });

/** Arguments of `blocks.validate`: one of these (docs: blocks.validate). */
export const validated = z.object({
  blocks: z.unknown().optional(),
  message: z.looseObject({ blocks: z.unknown().optional(), attachments: z.array(withBlocks).optional() }).optional(),
  view: z.unknown().optional(),
});

const ONE_OF_THEM = 'must provide exactly one of `blocks`, `view`, or `message`';

/** Judges blocks, a message or a view; throws the refusal Slack would answer with. Bare blocks are those of a message. */
export function validate({ blocks, message, view }: z.infer<typeof validated>): void {
  const given = [blocks, message, view].filter((each) => each !== undefined);
  if (given.length !== 1)
    throw new ApiRefusal('invalid_arguments', [], { response_metadata: { messages: [ONE_OF_THEM] } });
  if (view !== undefined) refuse('invalid_view', parseView(view));
  else if (blocks !== undefined) refuse('invalid_blocks', parseBlocks(blocks, 'message'));
  else
    for (const [base, held] of blocksIn(message))
      refuse('invalid_message', seenFrom(base, parseBlocks(held, 'message')));
}

/** The lists of blocks in a message, each with its pointer. */
function blocksIn(message: z.infer<typeof validated>['message']): [base: string, blocks: unknown][] {
  const attached = (message?.attachments ?? []).map(({ blocks }, at): [string, unknown] => [
    `/attachments/${at}/blocks`,
    blocks,
  ]);
  const own: [string, unknown] = ['/blocks', message?.blocks];
  return [own, ...attached].filter(([, blocks]) => blocks !== undefined);
}

function seenFrom<T>(base: string, checked: Checked<T>): Checked<T> {
  return checked.ok ? checked : { ok: false, faults: within(base, checked.faults) };
}

function refuse(word: Parameters<typeof refusedByValidator>[0], checked: Checked<unknown>): void {
  if (!checked.ok) throw refusedByValidator(word, checked.faults);
}
