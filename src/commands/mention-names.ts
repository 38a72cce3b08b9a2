import type { Deps } from '../deps.ts';
import { mentionedUsers, withMentionNames } from '../groups/reference.ts';
import { nameIn } from '../slack/users-info.ts';

/** A form opens within three seconds of the command, so names have to be there well before. */
const NAMES_WITHIN_MS = 1_000;
/** People of one command who are looked up; further ones stay as typed. */
const MOST_NAMES = 5;

/** The name of a Slack account, as its profile shows it. */
export async function realNameOf({ slack }: Pick<Deps, 'slack'>, user: string): Promise<string | undefined> {
  return nameIn(await slack.users.info({ user })).name;
}

/** The typed text with people's names in their mentions; who cannot be looked up in a second stays as typed. */
export async function nameMentions(
  argument: string,
  { clock, nameOf }: { clock: Deps['clock']; nameOf: (slackId: string) => Promise<string | undefined> },
): Promise<string> {
  const ids = mentionedUsers(argument).slice(0, MOST_NAMES);
  if (ids.length === 0) return argument;
  const names = new Map<string, string | undefined>();
  const looking = Promise.allSettled(ids.map(async (id) => names.set(id, await nameOf(id))));
  const enough = new AbortController();
  const waiting = clock.sleep(NAMES_WITHIN_MS, enough.signal).catch(() => undefined);
  await Promise.race([looking, waiting]);
  enough.abort();
  return withMentionNames(argument, (id) => names.get(id));
}
