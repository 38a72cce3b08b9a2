/** Path of a group, or of something below it. */
export function groupPath(id: string, rest = ''): string {
  return `/group/${encodeURIComponent(id)}${rest}`;
}

/** The group that a call was about; undefined for a call about something else. */
export function groupIdOf({ path }: { path: string }): string | undefined {
  const [, id] = /^\/group\/([^/?]+)/.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** The fixed segments of the API's paths; all others are ids. */
const SEGMENTS: ReadonlySet<string> = new Set([
  ...['group', 'members', 'people', 'filter', 'email', 'files', 'rooms', 'share', 'keys', '@self'],
  ...['settings', 'version', 'build'],
]);

/** A path without its ids, such as `/group/{id}/members`: low cardinality, for metrics. */
export function routeOf(path: string): string {
  return path.replace(/[^/]+/g, (part) => (SEGMENTS.has(part) ? part : '{id}'));
}
