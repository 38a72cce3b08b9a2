import type { Deps } from '../deps.ts';
import type { GroupSummary } from '../docspace/index.ts';
import { type CardParts, membersShown } from '../groups/card-parts.ts';
import type { Delivery, Message, ReplyTarget } from '../slack/messenger.ts';

/**
 * Posts the card of work that is done. A card that Slack takes nowhere does not undo the work, so that is logged and the
 * answer is undefined: the form still says what was done.
 */
export function postOutcome(deps: Deps, origin: ReplyTarget, card: Message): Promise<Delivery | undefined> {
  return deps.reporter.bestEffort('post an outcome', () => deps.messenger.postResult(origin, card));
}

/**
 * A group that was just written, as a card shows it: the group from the write's own answer, and its first members read
 * anew. Members that cannot be read do not undo the work: the card then gives their number only.
 */
export async function writtenParts(deps: Deps, group: GroupSummary): Promise<CardParts> {
  const members = await deps.reporter.bestEffort('read the members for a card', () =>
    membersShown(deps.docspace, group.id),
  );
  return { group, ...(members ? { members } : {}) };
}
