import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { PageView } from '../../page-server/protocol.ts';
import { focusFirstError, focusStart, isFocusIdle } from './form-focus.ts';

/** Keeps the focus where people expect it: at the form's start, and after each try (`tried` rises) at the first error. */
export function useFormFocus(form: RefObject<HTMLFormElement | null>, view: PageView, tried: number): void {
  const { hash, errors } = view;
  const drawn = useRef('');
  useLayoutEffect(() => {
    // A redraw may have taken the focused element away, or brought the first field.
    const idle = drawn.current === '' || (form.current && isFocusIdle(form.current));
    if (drawn.current !== hash && form.current && idle) focusStart(form.current);
    drawn.current = hash;
  }, [form, hash]);
  const looked = useRef(0);
  useEffect(() => {
    if (tried === looked.current || !form.current) return;
    // The errors may arrive a moment after the answer; until they do, every change is looked at.
    if (Object.keys(errors).length > 0 && focusFirstError(form.current)) looked.current = tried;
  }, [form, tried, errors]);
}
