/** Frames within which an opened conversation is rendered. */
const FRAMES = 60;
const MARK: readonly [Keyframe[], KeyframeAnimationOptions] = [
  [{ background: 'var(--mark)' }, { background: 'var(--mark)', offset: 0.6 }, {}],
  { duration: 2_400 },
];

/** Scrolls to a message, marks it for a moment and puts the focus on its first button, once it is rendered. */
export function showMessage(ts: string, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`.main-pane [data-ts="${CSS.escape(ts)}"]`);
    if (!row) {
      if (frames > 0) showMessage(ts, frames - 1);
      return;
    }
    row.scrollIntoView({ block: 'center' });
    row.animate(...MARK);
    row.querySelector<HTMLElement>('article button')?.focus({ preventScroll: true });
  });
}
