import './chosen-tokens.css';
import type { KeyboardEvent } from 'react';
import type { Option } from '../../slack/block-kit/index.ts';
import { plainText } from '../block-kit/text-object.tsx';

/** What is chosen in a list for several; the left arrow in the text leads here, Delete takes one out. */
export function ChosenTokens({
  chosen,
  label,
  onRemove,
  onLeave,
}: {
  chosen: readonly Option[];
  label: string;
  onRemove(option: Option): void;
  onLeave(): void;
}) {
  if (chosen.length === 0) return null;
  return (
    <ul className="tokens" aria-label={`Chosen: ${label}`}>
      {chosen.map((option) => (
        <li key={option.value} className="token">
          <bdi>{plainText(option.text)}</bdi>
          <button
            type="button"
            data-token
            tabIndex={-1}
            aria-label={`Take out ${plainText(option.text)}`}
            onClick={() => {
              onRemove(option);
              onLeave();
            }}
            onKeyDown={(event) => moveAmongTokens(event, () => onRemove(option), onLeave)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m4.5 4.5 7 7m0-7-7 7" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}

function moveAmongTokens(event: KeyboardEvent<HTMLElement>, remove: () => void, leave: () => void): void {
  const token = event.currentTarget.closest('li');
  const next = token?.nextElementSibling?.querySelector('button');
  const before = token?.previousElementSibling?.querySelector('button');
  if (event.key === 'ArrowLeft') before?.focus();
  else if (event.key === 'ArrowRight') next ? next.focus() : leave();
  else if (event.key === 'Backspace' || event.key === 'Delete') {
    (next ?? before)?.focus();
    remove();
    if (!next && !before) leave();
  } else return;
  event.preventDefault();
}
