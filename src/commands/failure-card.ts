import { bold, line, person, small } from '../slack/blocks.ts';
import type { Spoken } from '../slack/guard.ts';
import type { Message } from '../slack/messenger.ts';
import { escapeMrkdwn } from '../slack/text.ts';

/** What the channel reads when the portal did not do what somebody asked for; `groupName` where it is known. */
export function failureCard(parts: { by: string; tried: string; groupName?: string; spoken: Spoken }): Message {
  const { by, tried, groupName, spoken } = parts;
  const what = groupName === undefined ? ['a group'] : ['the group ', bold(groupName)];
  const named = groupName === undefined ? 'a group' : `the group “${escapeMrkdwn(groupName)}”`;
  return {
    text: `<@${by}> tried to ${tried} ${named}. ${spoken.message.text}`,
    blocks: [line(person(by), ` tried to ${tried} `, ...what, '.'), ...spoken.blocks],
  };
}

/** Says privately that something could not be shown where it belonged. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}
