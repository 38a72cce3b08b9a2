import type { Deps } from '../deps.ts';
import { bold, line, person, small } from '../slack/blocks.ts';
import { type Spoken, troubleBlocks } from '../slack/guard.ts';
import type { Message, Origin } from '../slack/messenger.ts';
import { escapeMrkdwn } from '../slack/text.ts';

/** What the channel reads when the portal did not do what somebody asked for; `groupName` where it is known. */
function failureCard(parts: { by: string; tried: string; groupName?: string; spoken: Spoken }): Message {
  const { by, tried, groupName, spoken } = parts;
  const what = groupName === undefined ? ['a group'] : ['the group ', bold(groupName)];
  const named = groupName === undefined ? 'a group' : `the group “${escapeMrkdwn(groupName)}”`;
  return {
    text: `<@${by}> tried to ${tried} ${named}. ${spoken.message.text}`,
    blocks: [line(person(by), ` tried to ${tried} `, ...what, '.'), ...spoken.blocks],
  };
}

/**
 * Reports a failed try that the form may have shown already (`shown`). With the form open only an uncertain outcome is
 * posted, since others may have to look; with the form gone, a failure is posted and a refusal is said privately.
 */
export async function tellFailure(
  deps: Pick<Deps, 'messenger'>,
  origin: Origin,
  parts: { tried: string; groupName?: string; spoken: Spoken; shown: boolean },
): Promise<void> {
  const { shown, ...failed } = parts;
  if (shown && !failed.spoken.unclear) return;
  if (failed.spoken.kind === 'failure')
    await deps.messenger.outcome(origin, failureCard({ by: origin.userId, ...failed }));
  else await deps.messenger.privately(origin, failed.spoken.message);
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
export function headingOf(spoken: Spoken, { rights, refusal = rights, failure }: Headings): string {
  if (spoken.kind === 'failure') return failure;
  return spoken.code === 'access_refused' ? rights : refusal;
}

/** An error under its heading, as a private message. */
export function headedMessage(heading: string, spoken: Spoken): Message {
  return { text: `${escapeMrkdwn(heading)}. ${spoken.message.text}`, blocks: troubleBlocks(heading, spoken) };
}

/** Says privately that something could not be shown where it belonged. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}
