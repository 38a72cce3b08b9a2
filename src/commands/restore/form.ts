import { z } from 'zod';
import type { Draft } from '../../requests/index.ts';
import type { AskingValues } from '../asking.ts';

/** The form's callback id. What comes back is not for its user to choose. */
export const RESTORE_FORM = 'restore_form';

/** All that the form carries. */
export const restoreMetadata = z.object({ draft: z.uuid() });

/** What the form asks for: the group as it was deleted. Who was in it stays with its deletion, which may be thousands. */
export function submissionOf(
  { id, origin, group: { name, manager } }: Draft,
  account: string,
  { reason, channel }: AskingValues = { reason: '', channel: origin.channelId ?? account },
) {
  const wanted = { name, members: [], ...(manager ? { manager } : {}) };
  return { draftId: id, account, reason, channel, wanted };
}
