import type { WorkspaceState } from '../state.ts';

/** What Slack makes of the words somebody typed: references by id, links in brackets, the three signs as entities. */
export function escapeTyped(text: string, state: WorkspaceState): string {
  return encodeSigns(text)
    .replace(/(?<![\w<])https?:\/\/[^\s<>|]+/g, (url) => `<${url}>`)
    .replace(/(?<![\w@])@([a-z0-9][\w.-]*)/gi, (typed, handle: string) => mention(handle.toLowerCase(), state) ?? typed)
    .replace(/(?<![\w#&/])#([\w-]+)/g, (typed, name: string) => channelMention(name.toLowerCase(), state) ?? typed);
}

/** Encodes the three signs Slack uses itself; only these, and `&` first. */
export function encodeSigns(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function mention(handle: string, state: WorkspaceState): string | undefined {
  if (/^(here|channel|everyone)$/.test(handle)) return `<!${handle}>`;
  const user = [...state.users.values()].find((each) => each.name === handle);
  return user && `<@${user.id}>`;
}

/** The name of a private channel is not told. */
function channelMention(name: string, state: WorkspaceState): string | undefined {
  const channel = [...state.conversations.values()].find((each) => each.name === name && each.kind !== 'direct');
  return channel && `<#${channel.id}|${channel.kind === 'public' ? channel.name : ''}>`;
}
