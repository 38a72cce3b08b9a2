import type { MouseEvent } from 'react';
import type { Button } from '../../slack/block-kit/index.ts';
import { useConfirm } from '../forms/confirm-dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import { safeLink } from './safe-link.ts';
import { plainText } from './text-object.tsx';
import { useAct } from './use-act.ts';

/** A button; one with an address opens it in a new tab and still tells the app. */
export function ButtonElement({ button, blockId }: { button: Button; blockId: string }) {
  const { act, busy, failure } = useAct(blockId, button.action_id ?? '');
  const { confirmed, dialog } = useConfirm(button.confirm);
  const href = button.url === undefined ? undefined : safeLink(button.url);
  const onClick = async (event: MouseEvent) => {
    if (busy) return;
    // The browser opens the link by itself, unless the question has to be answered first.
    if (button.confirm) event.preventDefault();
    if (!(await confirmed())) return;
    if (href && button.confirm) window.open(href, '_blank', 'noopener,noreferrer');
    await act();
  };
  const attributes = {
    className: button.style ? `bk-button bk-button-${button.style}` : 'bk-button',
    'aria-label': nameOf(button),
    'aria-busy': busy || undefined,
    'aria-disabled': busy || undefined,
    onClick,
  };
  const words = <bdi>{plainText(button.text)}</bdi>;
  return (
    <span className="bk-element">
      {href ? (
        <a {...attributes} href={href} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      ) : (
        <button {...attributes} type="button">
          {words}
        </button>
      )}
      <FailureNote text={failure} />
      {dialog}
    </span>
  );
}

/** What is read aloud. People who speak to their computer say what they see, so the visible text stays part of it. */
function nameOf(button: Button): string | undefined {
  const { accessibility_label: label } = button;
  const words = plainText(button.text);
  if (label === undefined || label.toLowerCase().includes(words.toLowerCase())) return label;
  return `${words}: ${label}`;
}
