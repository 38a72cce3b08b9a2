/** Path of a group, or of something below it. */
export function groupPath(id: string, rest = ''): string {
  return `/group/${encodeURIComponent(id)}${rest}`;
}

/** The group that a call was about; undefined for a call about something else. */
export function groupIdOf({ path }: { path: string }): string | undefined {
  const [, id] = /^\/group\/([^/?]+)/.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
}
