import { fold } from './fold.ts';

/** How many names are offered when nothing matches. */
const MOST_OFFERED = 3;
/** The least likeness of an offer: one slip in three letters. */
const LEAST = 0.65;
/** Longer texts are compared by their beginnings: the comparison costs the product of both lengths. */
const COMPARED = 48;

/** The groups whose names come nearest to what was typed, best first; none when all of them are something else. */
export function nearestGroups<T extends { name: string }>(groups: readonly T[], typed: string): T[] {
  const wanted = fold(typed).slice(0, COMPARED);
  return groups
    .map((group) => ({ group, likeness: likeness(wanted, fold(group.name).slice(0, COMPARED)) }))
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || a.group.name.localeCompare(b.group.name, 'en'))
    .slice(0, MOST_OFFERED)
    .map(({ group }) => group);
}

/** From 0 to 1: how alike two folded names are, as a whole or, a little less, in as many words as were typed. */
function likeness(wanted: string, name: string): number {
  const words = name.split(' ');
  const size = wanted.split(' ').length;
  const parts = words.slice(0, Math.max(0, words.length - size + 1)).map((_, n) => words.slice(n, n + size).join(' '));
  return Math.max(ratio(wanted, name), ...parts.map((part) => 0.9 * ratio(wanted, part)));
}

function ratio(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  // The difference in length alone can rule a pair out.
  if (longer === 0 || Math.min(a.length, b.length) < LEAST * longer) return 0;
  return 1 - slips(a, b) / longer;
}

/**
 * Slips of the keyboard between two words: letters missing, added, wrong, or two neighbours swapped (optimal string
 * alignment). Swaps are the commonest slip, and the small libraries for edit distance count them as two.
 */
function slips(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + wrong,
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
