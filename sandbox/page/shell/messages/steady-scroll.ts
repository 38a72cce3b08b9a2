import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this counts as being there. */
const NEAR_END = 32;

interface SteadyScroll {
  box: RefObject<HTMLDivElement | null>;
  /** The newest line is in view. */
  atEnd: boolean;
  toEnd(): void;
  onScroll(): void;
}

/**
 * Keeps a list still while its lines change: at the end it stays at the end; elsewhere the first line in view stays where
 * it is, whatever is added, removed or updated around it.
 */
export function useSteadyScroll(): SteadyScroll {
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<{ key: string; offset: number } | 'end'>('end');
  const [atEnd, setAtEnd] = useState(true);

  const settle = useCallback(() => {
    const element = box.current;
    if (!element || element.clientHeight === 0) return;
    if (held.current === 'end') {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const { key, offset } = held.current;
    const line = element.querySelector<HTMLElement>(`[data-ts="${CSS.escape(key)}"]`);
    if (line) element.scrollTop += line.getBoundingClientRect().top - element.getBoundingClientRect().top - offset;
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    // A hidden pane is neither at its end nor anywhere else.
    if (!element || element.clientHeight === 0) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    held.current = end ? 'end' : (firstInView(element) ?? 'end');
    setAtEnd(end);
  }, []);

  const toEnd = useCallback(() => {
    held.current = 'end';
    settle();
    setAtEnd(true);
  }, [settle]);

  // After every render, the reader’s line stays.
  useLayoutEffect(settle);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(settle);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [settle]);

  return { box, atEnd, toEnd, onScroll };
}

function firstInView(element: HTMLElement): { key: string; offset: number } | undefined {
  const { top } = element.getBoundingClientRect();
  for (const line of element.querySelectorAll<HTMLElement>('[data-ts]')) {
    const place = line.getBoundingClientRect();
    if (place.bottom > top) return { key: line.dataset.ts ?? '', offset: place.top - top };
  }
  return undefined;
}
