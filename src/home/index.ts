import type { App } from '@slack/bolt';
import type { Standing } from '../access/index.ts';
import { AccessRefused } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { troubleBlocks } from '../slack/guard.ts';
import { homeBlocks } from './views.ts';

/** Draws the App Home whenever somebody opens it. */
export function registerHome(app: App, deps: Deps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(deps, event.user);
  });
}

async function publishHome(deps: Deps, userId: string): Promise<void> {
  const publish = (blocks: ReturnType<typeof homeBlocks>) =>
    deps.slack.views.publish({ user_id: userId, view: { type: 'home', blocks } });
  await deps.guard.run(
    'draw the App Home',
    async () => {
      const standing = await deps.access.standing(userId);
      const requests = standing.known ? await deps.approvals.openOf(standing.caller.person.id) : [];
      const why = (refused: Extract<Standing, { known: false }>) =>
        deps.guard.explain(new AccessRefused(refused.why, 'read'), 'draw the App Home').text;
      await publish(homeBlocks({ standing, why, requests }));
    },
    (spoken) => publish(troubleBlocks('DocSpace groups', spoken)),
  );
}
