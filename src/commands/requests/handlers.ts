import type { Deps } from '../../deps.ts';
import { requestsMessage } from '../../requests/lists/list-views.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { headedMessage, headingOf } from '../failure-card.ts';
import * as text from './text.ts';

/** Lists requests privately; its buttons are answered in `requests/clicks.ts`, as those of cards. */
export async function listRequests(deps: Deps, origin: ReplyTarget): Promise<void> {
  await deps.reporter.run(
    'list requests',
    async () => {
      const lists = await deps.requests.listsFor(origin.userId);
      const message = requestsMessage(lists, { workspaceUrl: deps.workspaceUrl() });
      await deps.messenger.replyPrivately(origin, message);
    },
    (userError) => deps.messenger.replyPrivately(origin, headedMessage(headingOf(userError, text.HEADINGS), userError)),
  );
}
