import { AccessRefused } from '../../access/index.ts';
import type { Deps } from '../../deps.ts';
import type { Origin } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { originOfAction } from '../action-origin.ts';
import type { Command } from '../command.ts';
import { WHOAMI_SHOW } from '../shared-buttons.ts';
import { standingLines, standingSentence } from '../standing-words.ts';

async function tellWhoTheyAre(deps: Deps, origin: Origin): Promise<void> {
  await deps.guard.run(
    'say who somebody is',
    async () => {
      const standing = await deps.access.standing(origin.userId);
      if (!standing.known) throw new AccessRefused(standing.why, 'read');
      const blocks = [standingLines(standing, () => '')];
      await deps.messenger.privately(origin, { text: escapeMrkdwn(standingSentence(standing)), blocks });
    },
    (spoken) => deps.messenger.privately(origin, spoken.message),
  );
}

/** `/docspace-group whoami` */
export const whoami: Command = {
  name: 'whoami',
  aliases: ['me'],
  usage: '',
  summary: 'which DocSpace person you are here, and what you may do',
  details: ['The app finds you by the confirmed e-mail of your Slack account. Only you see the answer.'],
  progress: true,
  run: (deps, asked) => tellWhoTheyAre(deps, asked.origin),
  register(routes, deps): undefined {
    routes.action(WHOAMI_SHOW, async ({ ack, body }) => {
      await ack();
      await tellWhoTheyAre(deps, originOfAction(body));
    });
  },
};
