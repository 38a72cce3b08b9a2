import type { Deps } from '../deps.ts';
import { bold, line, person, small } from '../slack/blocks.ts';
import type { Spoken } from '../slack/guard.ts';
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
 * Tells of something that was not done, beside the form that may show it: a failure is posted where the outcome would
 * have stood, a refusal is said privately unless the form has shown it.
 */
export async function tellFailure(
  deps: Pick<Deps, 'messenger'>,
  origin: Origin,
  parts: { tried: string; groupName?: string; spoken: Spoken; shown: boolean },
): Promise<void> {
  const { shown, ...failed } = parts;
  if (failed.spoken.kind === 'failure')
    await deps.messenger.outcome(origin, failureCard({ by: origin.userId, ...failed }));
  else if (!shown) await deps.messenger.privately(origin, failed.spoken.message);
}

/** Says privately that something could not be shown where it belonged. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}
