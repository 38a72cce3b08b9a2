/** Path of a group, or of something below it. */
export function groupPath(id: string, rest = ''): string {
  return `/group/${encodeURIComponent(id)}${rest}`;
}
