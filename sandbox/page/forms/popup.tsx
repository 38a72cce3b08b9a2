import './popup.css';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { placePopup } from './popup-place.ts';

/**
 * Something that opens at a control. It is rendered in the browser’s top layer, so no scrolling box cuts it off, and stays
 * inside its control in the document, so a modal around them counts it as its own.
 */
export function Popup({
  control,
  narrowest = 0,
  className,
  children,
}: {
  control: RefObject<HTMLElement | null>;
  /** Width in pixels when the control is narrower than this. */
  narrowest?: number;
  className: string;
  children: ReactNode;
}) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = popup.current;
    const anchor = control.current;
    if (!element || !anchor) return;
    element.showPopover();
    // Pressing inside must not take the focus from the control.
    element.addEventListener('mousedown', keepFocus);
    const place = () => placeAt(element, anchor, narrowest);
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(anchor);
    sizes.observe(element);
    window.addEventListener('resize', place);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, { capture: true });
      if (element.matches(':popover-open')) element.hidePopover();
    };
  }, [control, narrowest]);
  return (
    <div ref={popup} popover="manual" className={`popup ${className}`}>
      {children}
    </div>
  );
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

function placeAt(popup: HTMLElement, control: HTMLElement, narrowest: number): void {
  const box = control.getBoundingClientRect();
  const wanted = { width: Math.max(box.width, narrowest), height: popup.scrollHeight + 2 };
  const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const place = placePopup(box, wanted, viewport);
  popup.style.left = `${place.left}px`;
  popup.style.width = `${place.width}px`;
  popup.style.maxHeight = `${place.maxHeight}px`;
  popup.style.top = place.top === undefined ? 'auto' : `${place.top}px`;
  popup.style.bottom = place.bottom === undefined ? 'auto' : `${place.bottom}px`;
}
