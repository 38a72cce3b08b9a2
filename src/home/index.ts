import type { App } from '@slack/bolt';
import type { CallerStatus } from '../access/index.ts';
import { AccessDenied } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { errorBlocks } from '../slack/error-reporter.ts';
import { homeBlocks } from './views.ts';

/** Publishes the App Home when a user opens it. */
export function registerHome(app: App, deps: Deps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(deps, event.user);
  });
}

async function publishHome(deps: Deps, userId: string): Promise<void> {
  const publish = (blocks: ReturnType<typeof homeBlocks>) =>
    deps.slack.views.publish({ user_id: userId, view: { type: 'home', blocks } });
  await deps.reporter.run(
    'draw the App Home',
    async () => {
      const status = await deps.access.statusOf(userId);
      const requests = status.known ? await deps.requests.openOf(userId) : [];
      const why = (refused: Extract<CallerStatus, { known: false }>) =>
        deps.reporter.report(new AccessDenied(refused.why, 'read'), 'draw the App Home').text;
      await publish(homeBlocks({ status, why, requests }));
    },
    (userError) => publish(errorBlocks('DocSpace groups', userError)),
  );
}
