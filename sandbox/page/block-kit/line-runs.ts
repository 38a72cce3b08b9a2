/** Neighbouring lines of one kind. */
export function lineRuns<Kind extends string>(
  lines: readonly string[],
  kindOf: (line: string) => Kind,
): { kind: Kind; lines: string[] }[] {
  const found: { kind: Kind; lines: string[] }[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = found.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found;
}
