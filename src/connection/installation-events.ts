import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../log.ts';

/** The installed app, to ignore events about others. */
interface Installation {
  teamId: string;
  botUserId: string;
  /** Undefined over HTTP, where no token contains it. */
  appId: string | undefined;
}

const envelope = z.object({ team_id: z.string(), api_app_id: z.string() });
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/**
 * Handles the events that the app was uninstalled or its token revoked. They only trigger a check of the token: their
 * content is not trusted.
 */
export function listenForRemoval(
  app: App,
  { installed, check, log }: { installed: () => Installation | undefined; check: () => void; log: Pick<Log, 'warn'> },
): void {
  const isOurs = (body: unknown): boolean => {
    const [own, { data }] = [installed(), envelope.safeParse(body)];
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
    // User tokens are ignored: the app works with its bot token only.
    if (isOurs(body) && bots.includes(installed()?.botUserId ?? '')) check();
  });
}
