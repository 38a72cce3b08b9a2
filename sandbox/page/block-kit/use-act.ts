import { useState } from 'react';
import type { FieldValue } from '../../slack/state.ts';
import { usePage } from '../page-context.ts';
import { useSurface } from './surface.tsx';

/** Shown at an element when the app does not answer in time. */
export const NOT_ANSWERED = 'Not answered';

/** Uses an element: tells the app, and says how it went. */
export function useAct(blockId: string, actionId: string) {
  const { ask } = usePage();
  const { place } = useSurface();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const act = async (value?: FieldValue): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const taken = await ask('act', { place, use: { blockId, actionId, ...(value ? { value } : {}) } });
      if (taken === 'unanswered') setFailure(NOT_ANSWERED);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'That couldn’t be sent. Try again.');
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, failure };
}
