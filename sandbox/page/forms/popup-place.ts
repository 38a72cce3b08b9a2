/** A rectangle in the window, in pixels. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
  width: number;
}

/** Where a popup goes. */
export interface PopupPlace {
  left: number;
  width: number;
  maxHeight: number;
  /** Distance from the window's top, or from its bottom when it opens upwards. */
  top?: number;
  bottom?: number;
}

/** Kept free between popup and control, and popup and the window's edge. */
const SPACE = 4;
const EDGE = 8;
const TALLEST = 320;

/** Below its control, or above where there is more room; never outside of the window. */
export function placePopup(
  control: Box,
  wanted: { width: number; height: number },
  window: { width: number; height: number },
): PopupPlace {
  const width = Math.min(wanted.width, window.width - 2 * EDGE);
  const left = Math.max(EDGE, Math.min(control.left, window.width - EDGE - width));
  const below = window.height - control.bottom - SPACE - EDGE;
  const above = control.top - SPACE - EDGE;
  const height = Math.min(wanted.height, TALLEST);
  if (below >= height || below >= above)
    return { left, width, top: control.bottom + SPACE, maxHeight: Math.max(0, Math.min(TALLEST, below)) };
  return { left, width, bottom: window.height - control.top + SPACE, maxHeight: Math.min(TALLEST, above) };
}
