import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Tells when an element itself is pressed, not what is in it. */
export function usePress(element: RefObject<HTMLElement | null>, onPress: () => void): void {
  const press = useEffectEvent(onPress);
  useEffect(() => {
    const pressed = element.current;
    const onMouseDown = (event: MouseEvent) => {
      if (event.target !== pressed || event.button !== 0) return;
      // The press must not take the focus away again.
      event.preventDefault();
      press();
    };
    pressed?.addEventListener('mousedown', onMouseDown);
    return () => pressed?.removeEventListener('mousedown', onMouseDown);
  }, [element]);
}
