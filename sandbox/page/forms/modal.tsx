import './modal.css';
import { useId, useRef } from 'react';
import type { PageView } from '../../page-server/protocol.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { withEmoji } from '../block-kit/emoji.ts';
import { usePage } from '../page-context.ts';
import { Dialog } from './dialog.tsx';
import { FieldsProvider, useFormFields } from './form-fields.tsx';
import { ModalAnnouncer } from './modal-announcer.tsx';
import { ModalFooter } from './modal-footer.tsx';
import { useFormFocus } from './use-form-focus.ts';
import { useSubmission } from './use-submission.ts';

/** One modal of the stack; `beneath` says how many lie on top of it. */
export function Modal({ view, beneath }: { view: PageView; beneath: number }) {
  const { ask } = usePage();
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const fields = useFormFields(view);
  const { submit, sending, tried, banner } = useSubmission(view, fields);
  useFormFocus(form, view, tried);
  const close = (all: boolean) => {
    // A modal that is gone already needs no closing.
    ask('close', { viewId: view.id, all }).catch(() => undefined);
  };
  return (
    <Dialog labelledBy={titleId} className="dialog modal" beneath={beneath} onDismiss={() => close(false)}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (view.submit) void submit();
        }}
      >
        <header className="modal-head">
          <h1 id={titleId} data-heading tabIndex={-1}>
            {withEmoji(view.title)}
          </h1>
          <button type="button" className="modal-x" aria-label="Close all" onClick={() => close(true)}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m5 5 10 10M15 5 5 15" />
            </svg>
          </button>
        </header>
        <div className="modal-body">
          {banner ? (
            <p className="modal-banner" role="alert" ref={bringIntoSight}>
              {banner}
            </p>
          ) : null}
          <FieldsProvider value={fields}>
            <Blocks blocks={view.blocks} place={{ kind: 'view', viewId: view.id }} view={view} />
          </FieldsProvider>
        </div>
        <ModalFooter view={view} sending={sending} onClose={() => close(false)} />
        <ModalAnnouncer view={view} />
      </form>
    </Dialog>
  );
}

function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
