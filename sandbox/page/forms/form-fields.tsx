import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { PageView } from '../../page-server/protocol.ts';
import type { InputElement } from '../../slack/block-kit/index.ts';
import { isTyped } from '../../slack/block-kit/interactive.ts';
import type { FieldValue } from '../../slack/state.ts';
import { usePage } from '../page-context.ts';
import { type FieldEdits, fieldKey, fieldTypes, keptEdits, shownValue } from './field-edits.ts';
import { PutQueue } from './put-queue.ts';

/** How long typing has to rest before the sandbox hears of it, in milliseconds. */
const TYPING_PAUSE = 80;

/** The fields of a view or message as the person sees them. */
export interface FormFields {
  valueOf(blockId: string, element: InputElement): FieldValue;
  /** The app wanted to hear of this field, and did not answer. */
  isUnanswered(blockId: string, element: InputElement): boolean;
  /** Shows a value and sends nothing. */
  hold(blockId: string, element: InputElement, value: FieldValue): void;
  /** Shows a value and tells the sandbox, soon. */
  put(blockId: string, element: InputElement, value: FieldValue): void;
  /** Tells the sandbox at once what it has not heard of; throws when it cannot. */
  flush(): Promise<void>;
}

const Context = createContext<FormFields | undefined>(undefined);

export const FieldsProvider = Context.Provider;

/** The fields around a component, where there are some. */
export function useFieldsAround(): FormFields | undefined {
  return useContext(Context);
}

/** The fields around a component; throws outside of blocks. */
export function useFields(): FormFields {
  const fields = useContext(Context);
  if (!fields) throw new Error('this component is used outside of blocks');
  return fields;
}

/** Keeps the fields of a view that is no form, which is the App Home. */
export function ViewFields({ view, children }: { view: PageView; children: ReactNode }) {
  return <FieldsProvider value={useFormFields(view)}>{children}</FieldsProvider>;
}

/** Keeps the fields of a view: typing shows at once, the sandbox hears of it soon, a redraw keeps what it may. */
export function useFormFields(view: PageView): FormFields {
  const [edits, setEdits] = useState<FieldEdits>(new Map());
  const [hash, setHash] = useState(view.hash);
  const { queue, unanswered } = usePutQueue(view.id);
  if (view.hash !== hash) {
    setHash(view.hash);
    setEdits(keptEdits(edits, view.blocks));
  }
  useEffect(() => {
    const types = fieldTypes(view.blocks);
    queue.keepOnly((key) => types.has(key));
  }, [queue, view.blocks]);
  return useMemo(() => {
    const hold: FormFields['hold'] = (blockId, element, value) =>
      setEdits((before) => new Map(before).set(fieldKey(blockId, element.action_id ?? ''), value));
    return {
      valueOf: (blockId, element) => shownValue(blockId, element, { edits, values: view.values }),
      isUnanswered: (blockId, element) => unanswered.has(fieldKey(blockId, element.action_id ?? '')),
      hold,
      put(blockId, element, value) {
        hold(blockId, element, value);
        const key = fieldKey(blockId, element.action_id ?? '');
        const pause = isTyped(element) ? TYPING_PAUSE : 0;
        queue.add({ key, value: { blockId, actionId: element.action_id ?? '', value } }, pause);
      },
      flush: () => queue.flush(),
    };
  }, [edits, view.values, queue, unanswered]);
}

interface FieldPut {
  blockId: string;
  actionId: string;
  value: FieldValue;
}

/** The queue of a view's fields, and the keys of those whose last value the app did not answer. */
function usePutQueue(viewId: string) {
  const { ask } = usePage();
  const [unanswered, setUnanswered] = useState<ReadonlySet<string>>(new Set());
  const queue = useMemo(
    () =>
      new PutQueue<FieldPut>(async ({ key, value }) => {
        const missed = (await ask('put', { viewId, ...value })) === 'unanswered';
        setUnanswered((keys) => withKey(keys, key, missed));
      }),
    [ask, viewId],
  );
  useEffect(() => () => queue.keepOnly(() => false), [queue]);
  return { queue, unanswered };
}

/** The keys with one among them or not; the same object where nothing changes. */
function withKey(keys: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  if (keys.has(key) === isIn) return keys;
  const others = [...keys].filter((each) => each !== key);
  return new Set(isIn ? [...others, key] : others);
}
