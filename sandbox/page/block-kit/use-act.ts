import { useState } from 'react';
import type { FieldValue } from '../../slack/state.ts';
import { usePage } from '../page-context.ts';
import { useSurface } from './surface.tsx';

/** What stands at an element whose app gave no answer in time. */
export const NOT_ANSWERED = 'Not answered';

/** Uses an element: tells the app, and says how it went. */
export function useAct(blockId: string, actionId: string) {
  const { ask } = usePage();
  const { place } = useSurface();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const act = async (value?: FieldValue): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const taken = await ask('act', { place, use: { blockId, actionId, ...(value ? { value } : {}) } });
      if (taken === 'unanswered') setTrouble(NOT_ANSWERED);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : 'This could not be sent.');
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, trouble };
}
