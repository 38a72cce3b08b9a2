import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { retryAfterMs, unusableAnswer } from '../slack/failure.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * At startup no user is waiting, and failing would only cause a restart and more calls. So rate limits are waited out, and
 * so are answers that are not Slack's, such as a proxy's error page.
 */
export async function retryUntilAnswered(
  { clock, log }: { clock: Clock; log: Log },
  stopping: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const logged = new Set<string>();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const limit = retryAfterMs(error);
      const cause = limit === undefined ? unusableAnswer(error) : 'ratelimited';
      if (cause === undefined) throw error;
      if (limit !== undefined)
        log.warn('Slack limits the calls of this app; it starts later', { seconds: limit / 1_000 });
      else if (!logged.has(cause))
        log.warn(
          'Slack’s Web API gives no answer of its own; the app starts once it does. Is a proxy or a login page in between?',
          { cause },
        );
      logged.add(cause);
      await clock.sleep(limit ?? pause, stopping);
    }
  }
}
