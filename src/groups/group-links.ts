import { type Block, lines } from '../slack/blocks.ts';
import { nameOf } from './format.ts';
import { groupLink } from './reference.ts';
import { OPEN_LINK } from './text/groups.ts';

/** Links one message shows: more groups of one name are found with the list. */
const MOST_LINKS = 5;

/** A link to each of a few groups, as one block; no block for no group. */
export function groupLinks(groups: readonly { id: string; name: string }[], portalUrl: string): Block[] {
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MOST_LINKS).map(({ id, name }, n) => {
    const link = { type: 'link' as const, url: groupLink(portalUrl, id), text: nameOf({ name }) };
    return [n === 0 ? OPEN_LINK : `\n${OPEN_LINK}`, link];
  });
  return [lines(...rows)];
}
