import type { App } from '@slack/bolt';
import { cameFrom } from '../slack/sender.ts';
import { type HomeParts, publishHome, publishRefusal } from './publish.ts';

/** The App Home of everybody who uses it. */
export interface Home {
  /** Shows a user their Home as it is now, with a line at the top. */
  show(userId: string, line?: string): Promise<void>;
  /** A user opened theirs; `body` is the payload that tells so. */
  opened(userId: string, body: unknown): Promise<void>;
  /** Something this user did was recorded: what Home shows them may be out of date. Returns at once. */
  changed(userId: string): void;
}

/**
 * What is recorded of one action comes in several lines, and an acknowledgement may come after the first of them: Home is
 * read this much later, in milliseconds.
 */
const AFTER_MS = 200;

/** Users whose open Home is kept up to date. Beyond that, the one that was shown longest ago is forgotten. */
const MOST_REMEMBERED = 1_000;

/**
 * Home, published again after what its user did. Only for users who have opened it since this process began: Slack tells
 * of each opening and Home is published then anyway, so that for everybody else it would cost a call to DocSpace and one
 * of about a hundred `views.publish` calls that Slack takes a minute for the whole workspace, and nobody would see it.
 * One that Slack does not take is not repeated, for the same reason.
 */
export function createHome(parts: HomeParts): Home {
  const opened = new Set<string>();
  /** The publishing that is to come for a user, and the last one that was begun. */
  const next = new Map<string, { line: string | undefined; done: Promise<void> }>();
  const last = new Map<string, Promise<void>>();
  /** Users whose Home was read last before something they did was recorded. */
  const outdated = new Set<string>();

  const remember = (userId: string) => {
    opened.delete(userId);
    opened.add(userId);
    for (const oldest of opened) {
      if (opened.size <= MOST_REMEMBERED) return;
      opened.delete(oldest);
    }
  };

  /** One after the other for one user, so that what was read last is shown last; those that wait are one. */
  const publish = (userId: string, line?: string): Promise<void> => {
    const waiting = next.get(userId);
    if (waiting) {
      waiting.line = line ?? waiting.line;
      return waiting.done;
    }
    const draw = () => {
      next.delete(userId);
      outdated.delete(userId);
      return publishHome(parts, userId, turn.line);
    };
    const done: Promise<void> = (last.get(userId) ?? Promise.resolve()).then(draw);
    const turn = { line, done };
    next.set(userId, turn);
    last.set(userId, done);
    const forget = () => last.get(userId) === done && last.delete(userId);
    done.then(forget, forget);
    return done;
  };

  const show = (userId: string, line?: string) => {
    remember(userId);
    return publish(userId, line);
  };

  return {
    show: (userId, line) => show(userId, line),
    opened(userId, body) {
      const from = cameFrom(body, parts.identity());
      if (from === 'here') return show(userId);
      return publishRefusal(parts, userId, from === 'elsewhere' ? 'stranger' : 'membership-unknown');
    },
    changed(userId) {
      if (!opened.has(userId)) return;
      outdated.add(userId);
      parts.clock.after(AFTER_MS, () => {
        // Where the answer to a click was shown in Home meanwhile, its line stays there.
        if (outdated.has(userId)) void publish(userId);
      });
    },
  };
}

/** Publishes the App Home when a user opens it. */
export function registerHome(app: App, home: Home): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') await home.opened(event.user, body);
  });
}
