/** Path of a group, or of something below it. */
export function groupPath(id: string, rest = ''): string {
  return `/group/${encodeURIComponent(id)}${rest}`;
}

/** The group that a call was about; undefined for a call about something else. */
export function groupIdOf({ path }: { path: string }): string | undefined {
  const [, id] = /^\/group\/([^/?]+)/.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** The words of the paths that are called; everything else in one is an id. */
const WORDS: ReadonlySet<string> = new Set([
  ...['group', 'members', 'people', 'filter', 'email', 'files', 'rooms', 'share', 'keys', '@self'],
  ...['settings', 'version', 'build'],
]);

/** A path without its ids, such as `/group/{id}/members`: there are as many of these as there are kinds of calls. */
export function routeOf(path: string): string {
  return path.replace(/[^/]+/g, (part) => (WORDS.has(part) ? part : '{id}'));
}
