import type { Deps } from '../deps.ts';
import { bold, line, person } from '../slack/blocks.ts';
import { errorBlocks, type UserError } from '../slack/error-reporter.ts';
import type { Message, ReplyTarget } from '../slack/messenger.ts';
import { escapeMrkdwn } from '../slack/text.ts';
import { A_GROUP, THE_GROUP, triedSentence, triedText } from './text.ts';

/** What the channel reads when the portal did not do what a user asked for; `groupName` where it is known. */
function failureCard(parts: { by: string; tried: string; groupName?: string; userError: UserError }): Message {
  const { by, tried, groupName, userError } = parts;
  const what = groupName === undefined ? [A_GROUP] : [THE_GROUP, bold(groupName)];
  const named = groupName === undefined ? undefined : escapeMrkdwn(groupName);
  return {
    text: `${triedSentence(`<@${by}>`, tried, named)} ${userError.message.text}`,
    blocks: [line(person(by), triedText(tried), ...what, '.'), ...userError.blocks],
  };
}

/**
 * Reports a failed try that the form may have shown already (`shown`). With the form open only an uncertain outcome is
 * posted, since others may have to look; with the form gone, a failure is posted and a refusal is said privately.
 */
export async function tellFailure(
  deps: Pick<Deps, 'messenger'>,
  origin: ReplyTarget,
  parts: { tried: string; groupName?: string; userError: UserError; shown: boolean },
): Promise<void> {
  const { shown, ...failed } = parts;
  if (shown && !failed.userError.unclear) return;
  if (failed.userError.kind === 'failure')
    await deps.messenger.postResult(origin, failureCard({ by: origin.userId, ...failed }));
  else await deps.messenger.replyPrivately(origin, failed.userError.message);
}

/** What is written above an error, by its kind. */
export interface Headings {
  /** The user lacks the right: "You can’t edit groups". */
  rights: string;
  /** Anything else the user can mend; by default as for rights. */
  refusal?: string;
  /** Something failed: "The form can’t be opened right now". */
  failure: string;
}

/** The heading for one error. */
export function headingOf(userError: UserError, { rights, refusal = rights, failure }: Headings): string {
  if (userError.kind === 'failure') return failure;
  return userError.code === 'access_denied' ? rights : refusal;
}

/** An error under its heading, as a private message. */
export function headedMessage(heading: string, userError: UserError): Message {
  return { text: `${escapeMrkdwn(heading)}. ${userError.message.text}`, blocks: errorBlocks(heading, userError) };
}
