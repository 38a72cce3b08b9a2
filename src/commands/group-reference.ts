import { unescapeMrkdwn } from '../slack/text.ts';

/** What somebody typed to name a group. */
export type GroupReference = { kind: 'id'; id: string } | { kind: 'name'; name: string } | { kind: 'none' };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Reads a name (quotes optional), an id, or a DocSpace link (`<https://…>`, as Slack sends what looks like one). */
export function readGroupReference(argument: string): GroupReference {
  const typed = readName(argument);
  if (!typed) return { kind: 'none' };
  const id = typed.match(UUID)?.[0];
  if (id && (id.length === typed.length || /^https?:\/\//.test(typed))) return { kind: 'id', id: id.toLowerCase() };
  return { kind: 'name', name: typed };
}

/** What people meant by a typed name: entities decoded once, link brackets and quotes taken off. */
export function readName(argument: string): string {
  const link = argument.trim().match(/^<(https?:[^|>]+)(\|[^>]*)?>$/)?.[1];
  const typed = unescapeMrkdwn(link ?? argument.trim());
  const quoted = typed.match(/^(?:"(.*)"|“(.*)”|'(.*)')$/s);
  return (quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? typed).trim();
}

/** The group's page in DocSpace. */
export function groupLink(portalUrl: string, groupId: string): string {
  return `${portalUrl}/accounts/groups/${groupId}/filter`;
}
