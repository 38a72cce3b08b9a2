import { choicesOf, findElement, type OptionGroup, parseOptions } from '../block-kit/index.ts';
import type { ClientContext } from '../context.ts';
import { suggestionPayload } from '../payloads.ts';
import type { Place } from '../screen.ts';
import { containerAt } from './container.ts';

/** External selects ask the app from the third character on, unless they say otherwise. */
const FIRST_QUERY = 3;

/** The choices of a select for what is typed: those it was drawn with, or those the app finds. */
export async function loadOptions(
  context: ClientContext,
  user: string,
  place: Place,
  asked: { blockId: string; actionId: string; typed: string },
): Promise<OptionGroup[]> {
  const { state } = context;
  const container = containerAt(state, user, place);
  const found = findElement(container.blocks, asked.blockId, asked.actionId);
  if (!found) throw new Error('This is no longer here: the app has drawn it anew meanwhile.');
  const { element } = found;
  if (element.type !== 'external_select' && element.type !== 'multi_external_select') {
    const groups = choicesOf(element);
    if (groups.length === 0) throw new Error('This has no choices.');
    return narrowed(groups, asked.typed);
  }
  if ([...asked.typed].length < (element.min_query_length ?? FIRST_QUERY)) return [];
  const ack = await context.deliver('interactive', suggestionPayload(state, container, asked));
  if (!ack.acked) throw new Error('The app did not answer in time.');
  const answer = parseOptions(ack.body);
  if (answer.ok) return answer.value;
  const [first] = answer.faults;
  const where = first ? { pointer: first.pointer, message: first.message } : {};
  state.refuse({ method: 'block_suggestion', error: 'invalid_options', ...where });
  return [];
}

/** The client narrows choices it knows by itself. */
function narrowed(groups: readonly OptionGroup[], typed: string): OptionGroup[] {
  const wanted = typed.toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      options: group.options.filter((option) => option.text.text.toLowerCase().includes(wanted)),
    }))
    .filter((group) => group.options.length > 0);
}
