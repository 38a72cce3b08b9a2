import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Tells when the focus goes from inside an element to somewhere outside of it. */
export function useLeave(element: RefObject<HTMLElement | null>, onLeave: () => void): void {
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    const inside = element.current;
    const onFocusOut = (event: FocusEvent) => {
      if (!(event.relatedTarget instanceof Node && inside?.contains(event.relatedTarget))) leave();
    };
    inside?.addEventListener('focusout', onFocusOut);
    return () => inside?.removeEventListener('focusout', onFocusOut);
  }, [element]);
}
