import { nameOf } from '../groups/format.ts';
import { groupLink } from '../groups/reference.ts';
import { lines } from '../slack/blocks.ts';
import type { UserError } from '../slack/error-reporter.ts';

/** Links one sentence shows: more groups of one name are found with the list. */
const MOST_LINKS = 5;

/** A failure with a link to each group it is about. */
export function withGroupLinks(userError: UserError, portalUrl: string): UserError {
  const { groups = [], message } = userError;
  if (groups.length === 0) return userError;
  const links = lines(
    ...groups.slice(0, MOST_LINKS).map(({ id, name }, n) => {
      const link = { type: 'link' as const, url: groupLink(portalUrl, id), text: nameOf({ name }) };
      return [n === 0 ? 'Open in DocSpace: ' : '\nOpen in DocSpace: ', link];
    }),
  );
  return {
    ...userError,
    blocks: [...userError.blocks, links],
    message: { ...message, blocks: [...message.blocks, links] },
  };
}
