import { useState } from 'react';
import type { Snapshot } from '../../../page-server/protocol.ts';
import { type Page, usePage } from '../../page-context.ts';

/** What the blocks of a message are rendered from, apart from the message. */
const SHOWN: readonly (keyof Snapshot)[] = ['me', 'names', 'users', 'channels', 'cast', 'daysAhead'];

/**
 * The page as messages need it: the same object until names or people change, so that an update of one message, call or form
 * does not render every other message again.
 */
export function useStablePage(): Page {
  const page = usePage();
  const [calm, setCalm] = useState(page);
  const changed = page.ask !== calm.ask || SHOWN.some((part) => page.snapshot[part] !== calm.snapshot[part]);
  if (changed) setCalm(page);
  return changed ? page : calm;
}
