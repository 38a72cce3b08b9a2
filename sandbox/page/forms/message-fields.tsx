import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import type { InputElement } from '../../slack/block-kit/index.ts';
import type { Place } from '../../slack/screen.ts';
import type { FieldValue } from '../../slack/state.ts';
import { usePage } from '../page-context.ts';
import { fieldKey, shownValue } from './field-edits.ts';
import { FieldsProvider, type FormFields } from './form-fields.tsx';
import { messageKey, useMessageEdits } from './message-edits.ts';

/** Keeps the fields of a message, shared by its channel and its thread. */
export function MessageFields({ place, children }: { place: Place & { kind: 'message' }; children: ReactNode }) {
  const { me } = usePage().snapshot;
  const kept = useMessageEdits();
  const { channel, ts } = place;
  const message = messageKey(me, channel, ts);
  const edits = useSyncExternalStore(kept.subscribe, () => kept.get(message));
  const fields = useMemo((): FormFields => {
    const hold = (blockId: string, element: InputElement, value: FieldValue) =>
      kept.set(message, new Map(kept.get(message)).set(fieldKey(blockId, element.action_id ?? ''), value));
    return {
      valueOf: (blockId, element) => shownValue(blockId, element, { edits, values: {}, conversation: channel }),
      // A message is no form: its elements tell of each change by themselves.
      isUnanswered: () => false,
      hold,
      put: hold,
      flush: () => Promise.resolve(),
    };
  }, [kept, message, edits, channel]);
  return <FieldsProvider value={fields}>{children}</FieldsProvider>;
}
