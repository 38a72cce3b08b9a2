import type { Deps } from '../deps.ts';
import { type Message, note, type ReplyTarget } from '../slack/messenger.ts';
import { STILL_LOOKING } from './text.ts';

/** How long a command may stay silent, in milliseconds: half of the three seconds after which Slack itself gives up. */
const SILENT_FOR_MS = 1_500;

/** Said while DocSpace has not answered; a slash command's response_url cannot replace it, so it stays as its own line. */
const SLOW: Message = note(STILL_LOOKING);

/** What a command needs to say that it takes longer. */
type Announcing = Pick<Deps, 'clock' | 'reporter' | 'messenger'>;

/**
 * Runs a command whose answer is a message, and says privately once that it is working when no answer was given within
 * 1.5 s. The command gets dependencies of its own: its first message ends the waiting, and never overtakes the notice.
 */
export async function withProgress<D extends Announcing>(
  deps: D,
  origin: ReplyTarget,
  run: (deps: D) => Promise<unknown>,
): Promise<void> {
  const { clock, reporter, messenger } = deps;
  let notice: Promise<unknown> | undefined;
  const cancel = clock.after(SILENT_FOR_MS, () => {
    notice = reporter.bestEffort('say that it takes longer', () => messenger.replyPrivately(origin, SLOW));
  });
  const answering = async () => {
    cancel();
    await notice;
  };
  try {
    await run({
      ...deps,
      messenger: {
        ...messenger,
        postResult: (to: ReplyTarget, message: Message) => answering().then(() => messenger.postResult(to, message)),
        replyPrivately: (to: ReplyTarget, message: Message) =>
          answering().then(() => messenger.replyPrivately(to, message)),
      },
    });
  } finally {
    cancel();
  }
}
