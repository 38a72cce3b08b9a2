import type { Deps } from '../deps.ts';
import type { Message, Origin, Placed } from '../slack/messenger.ts';

/**
 * Posts the card of work that is done. A card that Slack takes nowhere does not undo the work, so that is logged and the
 * answer is undefined: the form still says what was done.
 */
export function postOutcome(deps: Deps, origin: Origin, card: Message): Promise<Placed | undefined> {
  return deps.guard.quietly('post an outcome', () => deps.messenger.outcome(origin, card));
}
