import { useState } from 'react';
import type { Scene } from '../../../page-server/protocol.ts';
import { type Page, usePage } from '../../page-context.ts';

/** What the blocks of a message are drawn from, beside the message itself. */
const SHOWN: readonly (keyof Scene)[] = ['me', 'names', 'users', 'channels', 'cast'];

/**
 * The page as messages need it: the same object until names or people change, so that news of one message, call or form
 * do not draw every other message anew.
 */
export function useCalmPage(): Page {
  const page = usePage();
  const [calm, setCalm] = useState(page);
  const changed = page.ask !== calm.ask || SHOWN.some((part) => page.scene[part] !== calm.scene[part]);
  if (changed) setCalm(page);
  return changed ? page : calm;
}
