import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../log.ts';

/** What the app is: events about others are none of its own. */
interface Installed {
  teamId: string;
  botUserId: string;
  /** Undefined where no setting names it. */
  appId: string | undefined;
}

const about = z.object({ team_id: z.string(), api_app_id: z.string() });
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/**
 * Slack tells an app that it was uninstalled, or that its token was revoked. The event is a reason to ask Slack, and no
 * more than that: what it claims is not believed.
 */
export function listenForRemoval(
  app: App,
  { installed, check, log }: { installed: () => Installed | undefined; check: () => void; log: Pick<Log, 'warn'> },
): void {
  const isOurs = (body: unknown): boolean => {
    const [own, { data }] = [installed(), about.safeParse(body)];
    const ours =
      own !== undefined && data?.team_id === own.teamId && (own.appId === undefined || data.api_app_id === own.appId);
    if (!ours) log.warn('an event about another app or workspace was left out');
    return ours;
  };
  app.event('app_uninstalled', async ({ body }) => {
    if (isOurs(body)) check();
  });
  app.event('tokens_revoked', async ({ body, event }) => {
    const bots = revoked.safeParse(event).data?.tokens.bot ?? [];
    // Tokens of users who installed the app are none of its own.
    if (isOurs(body) && bots.includes(installed()?.botUserId ?? '')) check();
  });
}
