import type { Browser } from 'playwright-core';
import { createWindows } from '../../sandbox/browser/windows.ts';
import { startPortal } from '../../sandbox/docspace/index.ts';
import { startPageServer } from '../../sandbox/page-server/index.ts';
import type { Manifest } from '../../sandbox/slack/manifest.ts';
import { type Envelope, type Stage, startStage } from '../sandbox/slack/stage.ts';
import type { Tab } from './browser.ts';

/** A workspace with a scripted app in it, at a time that stands still, and tabs of the page that show it. */
export interface ShownStage extends Stage {
  /** Opens a tab as one of the stage's people, in its first channel. */
  tab(who: 'ana' | 'bo'): Promise<Tab>;
  /** What the app hears of something that is done. */
  hears(operation: () => Promise<unknown>): Promise<Envelope['payload']>;
  /** What the pages wrote to their consoles as errors; nobody tolerates any. */
  consoleErrors: string[];
}

/** Where pictures of scripted messages come from; tabs get one from there without a network. */
export const PICTURES = 'https://pictures.example';

const DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20"/></svg>';

/** Starts a stage and serves the page beside it; no portal is shown, and no site outside is reached. */
export async function startShownStage(browser: Browser, manifest: Partial<Manifest> = {}): Promise<ShownStage> {
  const stage = await startStage(manifest);
  const portal = await startPortal({ clock: stage.clock, seed: 7, people: [], crowd: 0, groups: 0 });
  const server = await startPageServer({ workspace: stage.workspace, portal, app: undefined, transport: 'socket' });
  const handles = createWindows(browser);
  return {
    ...stage,
    consoleErrors: handles.consoleErrors,
    tab(who) {
      // Nobody has to wait for a form to have slid in.
      const handle = {
        viewport: { width: 1280, height: 900 },
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      } as const;
      return handles.open(`${server.url}?as=U0${who.toUpperCase()}`, handle, (opened) =>
        opened.route(/^https:/, (route) => route.fulfill({ contentType: 'image/svg+xml', body: DOT })),
      );
    },
    async hears(operation) {
      const heard = stage.app.next();
      await operation();
      return (await heard).payload;
    },
    async stop() {
      await handles.close();
      await server.stop();
      await portal.stop();
      await stage.stop();
    },
  };
}
