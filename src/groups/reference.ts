import { escapeMrkdwn, unescapeMrkdwn } from '../slack/text.ts';
import { plainSigns } from './fold.ts';

/** What a typed argument names; whether a name also is the short id of a group is known only to the portal. */
export type GroupReference = { kind: 'id'; id: string } | { kind: 'name'; name: string } | { kind: 'none' };

/** The name or id that was typed. */
export function typedName(reference: GroupReference): string {
  if (reference.kind === 'none') return '';
  return reference.kind === 'id' ? reference.id : reference.name;
}

const HEX_ID = '([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})';
/** Nothing but an id, with hyphens or without, in braces, quotes or formatting signs. */
const WHOLE_ID = new RegExp(`^[\\s{("'*_~\`#]*${HEX_ID}[\\s})"'*_~\`.,;]*$`, 'i');
/** A page of a group in DocSpace, wherever it stands in the text. */
const GROUP_PAGE = new RegExp(`https?://[^\\s<>|]*?(?:groups?[/=])${HEX_ID}`, 'i');
/** A text that is nothing but a link: any id in it is meant. */
const WHOLE_LINK = new RegExp(`^[\\s"']*https?://[^\\s<>|]*?${HEX_ID}[^\\s<>|]*$`, 'i');

/** What Slack puts between brackets: `<http://acme.com|acme.com>`, `<mailto:una@acme.com>`, `<#C01|general>`, `<@U01>`. */
const BRACKETED = /<([^<>|]+)(?:\|([^<>]*))?>/g;
const MENTION = /<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/g;

/** Opening quotes and those that close them; German, French and Scandinavian habits mix them. */
const PAIRS: readonly [open: string, close: string][] = [
  ['"“”„‟＂«»〝', '"“”„‟＂«»〞〟'],
  ["'‘’‚‛`´‹›＇", "'‘’‚‛`´‹›＇"],
  ['「『｢', '」』｣'],
  ['《〈', '》〉'],
];
/** Opening and closing quotes that also stand within a word: `'Men's team'`. */
const APOSTROPHES = 1;

/** A whole command that was pasted behind another one. */
const PASTED_COMMAND =
  /^\/?docspace-group\s+(?:(?:get|show|update|edit|rename|change|delete|remove)(?:\s*:|\s|$)\s*)?/i;

/** Reads an id, the address of a group's page anywhere in the text, or else a name. */
export function readGroupReference(argument: string): GroupReference {
  const name = readName(argument).replace(PASTED_COMMAND, '');
  // The id stands in a link's address, whatever its label says.
  const addresses = plainSigns(unescapeMrkdwn(argument.replace(BRACKETED, ' $1 ')));
  const id = addresses.match(GROUP_PAGE) ?? addresses.match(WHOLE_LINK) ?? plainSigns(name).match(WHOLE_ID);
  if (id) return { kind: 'id', id: id.slice(1, 6).join('-').toLowerCase() };
  const typed = unquoted(name);
  return typed ? { kind: 'name', name: typed } : { kind: 'none' };
}

/** What was meant by a typed name: links and mentions as words again, entities decoded once, one line, quotes taken off. */
export function readName(argument: string): string {
  const words = unescapeMrkdwn(argument.replace(BRACKETED, asWords));
  return unquoted(words.replace(/\s*[\n\r\u0085\u2028\u2029]+\s*/g, ' '));
}

/** The label, which is what was typed; without one the address, or the bare mention. A channel keeps its sign. */
function asWords(_bracketed: string, target: string, label?: string): string {
  if (target.startsWith('#')) return label ? `#${label.replace(/^#/, '')}` : target;
  return label || target.replace(/^(?:mailto|tel):/, '').replace(/^!/, '@');
}

/** Takes quotes off that stand around the whole text; those around parts of it stay. */
export function unquoted(text: string): string {
  const typed = text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
  const [first = '', last = ''] = [typed[0], typed.at(-1)];
  const pair = PAIRS.findIndex(([open, close]) => open.includes(first) && close.includes(last));
  if (typed.length < 2 || pair < 0 || first === '') return typed;
  const within = typed.slice(1, -1);
  const parts = pair !== APOSTROPHES && [...(PAIRS[pair]?.join('') ?? '')].some((sign) => within.includes(sign));
  return parts ? typed : unquoted(within);
}

/** The Slack accounts that are mentioned in a typed text. */
export function mentionedUsers(argument: string): string[] {
  return [...new Set([...argument.matchAll(MENTION)].map(([, slackId = '']) => slackId))];
}

/** Puts people's names into their mentions, `<@U01>` → `<@U01|Una Berg>`; who is not known stays as typed. */
export function withMentionNames(argument: string, nameOf: (slackId: string) => string | undefined): string {
  return argument.replace(MENTION, (mention, slackId: string) => {
    const name = nameOf(slackId)?.replaceAll('|', ' ').trim();
    return name ? `<@${slackId}|${escapeMrkdwn(name)}>` : mention;
  });
}

/** The group's page in DocSpace. */
export function groupLink(portalUrl: string, groupId: string): string {
  return `${portalUrl}/accounts/groups/${groupId}/filter`;
}

/** Where DocSpace shows a room: an active one, or one in the archive. */
export function roomLink(portalUrl: string, { id, archived }: { id: string; archived: boolean }): string {
  return `${portalUrl}/rooms/${archived ? 'archived' : 'shared'}/filter?folder=${encodeURIComponent(id)}`;
}
