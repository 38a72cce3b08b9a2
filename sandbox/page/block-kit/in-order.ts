/** Parts of a text with keys for React: they have no identity but their place. */
export function inOrder<Part>(parts: readonly Part[]): { key: string; part: Part }[] {
  return parts.map((part, index) => ({ key: String(index), part }));
}
