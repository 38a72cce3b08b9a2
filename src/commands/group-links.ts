import { groupLinks } from '../groups/group-links.ts';
import type { UserError } from '../slack/error-reporter.ts';

/** A failure with a link to each group it is about. */
export function withGroupLinks(userError: UserError, portalUrl: string): UserError {
  const { groups = [], message } = userError;
  const links = groupLinks(groups, portalUrl);
  return {
    ...userError,
    blocks: [...userError.blocks, ...links],
    message: { ...message, blocks: [...message.blocks, ...links] },
  };
}
