import { unescapeMrkdwn } from '../slack/text.ts';

/** What somebody typed to name a group. */
export type GroupReference = { kind: 'id'; id: string } | { kind: 'name'; name: string } | { kind: 'none' };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** An argument that is nothing but a link, as Slack sends it. */
const WHOLE_LINK = /^<(https?:[^<>|]+)(?:\|[^<>]*)?>$/;
/** What Slack puts between brackets: `<http://acme.com|acme.com>`, `<mailto:una@acme.com>`, `<#C01|general>`, `<@U01>`. */
const BRACKETED = /<([^<>|]+)(?:\|([^<>]*))?>/g;

/** Reads a name (quotes optional), an id, or a DocSpace link (`<https://…>`, as Slack sends what looks like one). */
export function readGroupReference(argument: string): GroupReference {
  const name = readName(argument);
  if (!name) return { kind: 'none' };
  // The id stands in a link's address, whatever its label says.
  const typed = argument.trim().match(WHOLE_LINK)?.[1] ?? name;
  const id = typed.match(UUID)?.[0];
  if (id && (id.length === typed.length || /^https?:\/\//.test(typed))) return { kind: 'id', id: id.toLowerCase() };
  return { kind: 'name', name };
}

/** What people meant by a typed name: links and mentions as words again, entities decoded once, quotes taken off. */
export function readName(argument: string): string {
  const typed = unescapeMrkdwn(argument.trim().replace(BRACKETED, asWords));
  const quoted = typed.match(/^(?:"(.*)"|“(.*)”|'(.*)')$/s);
  return (quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? typed).trim();
}

/** The label, which is what was typed; without one the address, or the bare mention. */
function asWords(_bracketed: string, target: string, label?: string): string {
  return label || target.replace(/^(?:mailto|tel):/, '').replace(/^!/, '@');
}

/** The group's page in DocSpace. */
export function groupLink(portalUrl: string, groupId: string): string {
  return `${portalUrl}/accounts/groups/${groupId}/filter`;
}
