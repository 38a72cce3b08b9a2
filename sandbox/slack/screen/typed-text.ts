import type { WorkspaceState } from '../state.ts';

/** A link without the full stop behind it, an @handle, a #channel, or one of the three signs. */
const TYPED = /(\bhttps?:\/\/[^\s<>|]*[^\s<>|.,;:!?)])|(?<![\w@])@([a-z0-9](?:[\w.-]*\w)?)|(?<![\w#])#([\w-]+)|[&<>]/gi;

/** What Slack makes of typed text: references by id, links in brackets, the three signs as entities. */
export function escapeTyped(text: string, state: WorkspaceState): string {
  return text
    .split(mentionOfApp(state))
    .map((part) => escapeWords(part, state))
    .join(`<@${state.bot.userId}>`);
}

/** People pick the app by its name, which can be of several words, unlike a handle. */
function mentionOfApp({ manifest }: WorkspaceState): RegExp {
  const name = manifest.botName.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\w@])@${name}(?!\\w)`, 'i');
}

function escapeWords(text: string, state: WorkspaceState): string {
  return text.replace(TYPED, (typed: string, link?: string, handle?: string, name?: string) => {
    if (link) return `<${encodeSigns(link)}>`;
    if (handle) return mention(handle.toLowerCase(), state) ?? typed;
    if (name) return channelMention(name.toLowerCase(), state) ?? typed;
    return encodeSigns(typed);
  });
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
