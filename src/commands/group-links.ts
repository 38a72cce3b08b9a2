import { nameOf } from '../groups/format.ts';
import { groupLink } from '../groups/reference.ts';
import { lines } from '../slack/blocks.ts';
import type { Spoken } from '../slack/guard.ts';

/** Links one sentence shows: more groups of one name are found with the list. */
const MOST_LINKS = 5;

/** A failure with a link to each group it is about. */
export function withGroupLinks(spoken: Spoken, portalUrl: string): Spoken {
  const { groups = [], message } = spoken;
  if (groups.length === 0) return spoken;
  const links = lines(
    ...groups.slice(0, MOST_LINKS).map(({ id, name }, n) => {
      const link = { type: 'link' as const, url: groupLink(portalUrl, id), text: nameOf({ name }) };
      return [n === 0 ? 'Open in DocSpace: ' : '\nOpen in DocSpace: ', link];
    }),
  );
  return {
    ...spoken,
    blocks: [...spoken.blocks, links],
    message: { ...message, blocks: [...message.blocks, links] },
  };
}
