import './spinner.css';
import type { PageView } from '../../page-server/protocol.ts';
import { withEmoji } from '../block-kit/emoji.ts';

/** The buttons under a modal: close always, submit where the app asks for one. */
export function ModalFooter({ view, sending, onClose }: { view: PageView; sending: boolean; onClose(): void }) {
  return (
    <footer className="modal-foot dialog-buttons">
      <button type="button" className="bk-button" onClick={onClose}>
        {withEmoji(view.close ?? (view.submit ? 'Cancel' : 'Close'))}
      </button>
      {view.submit ? (
        <button
          type="submit"
          className="bk-button bk-button-primary"
          // Not `disabled`, which would drop the focus.
          aria-disabled={sending || view.submitDisabled || undefined}
          aria-busy={sending || undefined}
        >
          {withEmoji(view.submit)}
          {sending ? <span className="bk-spinner" aria-hidden="true" /> : null}
        </button>
      ) : null}
    </footer>
  );
}
