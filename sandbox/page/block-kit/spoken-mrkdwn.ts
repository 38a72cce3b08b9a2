/** Visible names by Slack id. */
export type Names = Readonly<Record<string, string>>;

/** Turns mrkdwn into text for screen readers: names for ids, labels for links, no entities. */
export function spokenMrkdwn(mrkdwn: string, names: Names): string {
  return mrkdwn
    .replace(/<([^>]*)>/g, (_, inside: string) => reference(inside, names))
    .replace(/(?<![\p{L}\p{N}])[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?![\p{L}\p{N}])/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function reference(inside: string, names: Names): string {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  if (target.startsWith('@')) return `@${names[target.slice(1)] ?? label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${names[target.slice(1)] ?? label ?? target.slice(1)}`;
  return label ?? target;
}
