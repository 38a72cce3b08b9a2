import type { PolicySnapshot } from '../../../page-server/protocol.ts';
import type { PolicyVariables } from '../../../policy-variables.ts';

const UNITS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** A duration such as `24h` as people read it, such as `24 hours`. */
export function durationLabel(duration: string): string {
  const [, count = '', unit = ''] = /^(\d+)\s*([smhd])$/.exec(duration) ?? [];
  const name = UNITS[unit];
  if (name === undefined) return duration;
  return count === '1' ? `1 ${name}` : `${count} ${name}s`;
}

/** The ids in a list such as `U0TOMAS,U0OLGA`. */
export function idsIn(list: string): string[] {
  return list.split(/[\s,]+/).filter(Boolean);
}

/** What a policy means, a sentence for each variable. */
export function policySentences(variables: PolicyVariables, { people, channels }: PolicySnapshot): string[] {
  const named = idsIn(variables.APPROVERS).map((id) => people.find((person) => person.id === id)?.name ?? id);
  const channel = channels.find(({ id }) => id === variables.APPROVAL_CHANNEL)?.name ?? variables.APPROVAL_CHANNEL;
  const { APPROVALS_REQUIRED: required, DELETE_GRACE: grace } = variables;
  return [
    required === '1' ? 'One person approves each deletion.' : `${required} different people approve each deletion.`,
    named.length === 0
      ? 'The owner and DocSpace admins can approve deletions.'
      : `${new Intl.ListFormat('en').format(named)} can approve deletions.`,
    variables.SELF_APPROVAL === 'allow'
      ? 'People can approve their own deletions.'
      : 'People can’t approve their own deletions.',
    variables.ASKING === 'off'
      ? 'People can’t request changes that they can’t make themselves.'
      : 'People can request changes that they can’t make themselves.',
    channel === '' ? 'Requests are posted where they were made.' : `All requests are posted in #${channel}.`,
    `Requests expire after ${durationLabel(variables.APPROVAL_EXPIRY)}.`,
    /^0/.test(grace)
      ? 'An approved deletion is carried out at once.'
      : `An approved deletion can be stopped for ${durationLabel(grace)}.`,
  ];
}

/** How far the time of the sandbox is ahead. */
export function timeSentence(daysAhead: number): string {
  if (daysAhead === 0) return 'Slack, DocSpace and the app have today’s date.';
  return `Slack, DocSpace and the app are ${daysAhead === 1 ? '1 day' : `${daysAhead} days`} ahead of today.`;
}
