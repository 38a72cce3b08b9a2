import { useId, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Button } from '../../slack/block-kit/index.ts';
import { plainText, TextObject } from '../block-kit/text-object.tsx';
import { Dialog } from './dialog.tsx';

/** A question the app wants asked before something is sent. */
export type Confirm = NonNullable<Button['confirm']>;

/** Asks an element’s confirmation, where it has one; `dialog` is rendered with the element. */
export function useConfirm(confirm: Confirm | undefined) {
  const [answer, setAnswer] = useState<(yes: boolean) => void>();
  const confirmed = (): Promise<boolean> => {
    if (!confirm) return Promise.resolve(true);
    return new Promise((resolve) => setAnswer(() => resolve));
  };
  const onAnswer = (yes: boolean) => {
    setAnswer(undefined);
    answer?.(yes);
  };
  const dialog = confirm && answer ? <ConfirmDialog confirm={confirm} onAnswer={onAnswer} /> : null;
  return { confirmed, dialog };
}

function ConfirmDialog({ confirm, onAnswer }: { confirm: Confirm; onAnswer(yes: boolean): void }) {
  const titleId = useId();
  const textId = useId();
  return createPortal(
    <Dialog
      className="dialog confirm"
      labelledBy={titleId}
      describedBy={textId}
      alert
      onDismiss={() => onAnswer(false)}
    >
      <h2 id={titleId}>{plainText(confirm.title)}</h2>
      <div id={textId} className="confirm-text">
        <TextObject text={confirm.text} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="bk-button" onClick={() => onAnswer(false)}>
          {plainText(confirm.deny)}
        </button>
        <button
          type="button"
          className={`bk-button bk-button-${confirm.style ?? 'primary'}`}
          onClick={() => onAnswer(true)}
        >
          {plainText(confirm.confirm)}
        </button>
      </div>
    </Dialog>,
    document.body,
  );
}
