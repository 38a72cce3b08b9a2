import { AccessDenied } from '../../access/index.ts';
import type { Deps } from '../../deps.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { accessSentence, accessSummary } from '../access-summary.ts';
import type { Command } from '../command.ts';
import { WHOAMI_SHOW } from '../shared-buttons.ts';
import * as text from './text.ts';

async function tellWhoTheyAre(deps: Deps, origin: ReplyTarget): Promise<void> {
  await deps.reporter.run(
    'say who a user is',
    async () => {
      const status = await deps.access.statusOf(origin.userId);
      if (!status.known) throw new AccessDenied(status.why, 'read', { email: status.email });
      const { asking } = deps.config.approvals;
      const blocks = [accessSummary(status, asking, () => '')];
      await deps.messenger.replyPrivately(origin, { text: escapeMrkdwn(accessSentence(status, asking)), blocks });
    },
    (userError) => deps.messenger.replyPrivately(origin, userError.message),
  );
}

/** `/docspace-group whoami` */
export const whoami: Command = {
  name: 'whoami',
  aliases: ['me'],
  usage: '',
  summary: text.SUMMARY,
  details: text.DETAILS,
  progress: true,
  run: (deps, asked) => tellWhoTheyAre(deps, asked.origin),
  register(routes, deps): undefined {
    routes.action(WHOAMI_SHOW, async ({ ack, body }) => {
      await ack();
      await tellWhoTheyAre(deps, replyTargetOf(body));
    });
  },
};
