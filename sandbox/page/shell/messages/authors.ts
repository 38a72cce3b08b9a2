import { useMemo } from 'react';
import { usePage } from '../../page-context.ts';

const SLACKBOT = 'USLACKBOT';

/** How people and the app are named at their messages. */
export function useAuthors(): { nameOf(id: string): string; isApp(id: string): boolean } {
  const { names, app } = usePage().snapshot;
  const bot = app.userId;
  return useMemo(
    () => ({
      nameOf: (id) => names[id] ?? (id === SLACKBOT ? 'Slackbot' : id),
      isApp: (id) => id === bot || id === SLACKBOT,
    }),
    [names, bot],
  );
}
