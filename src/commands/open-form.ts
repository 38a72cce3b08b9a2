import type { BlockAction } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { type ModalHandle, modalById, openModal } from '../slack/modal-handle.ts';
import type { Modal } from '../slack/views.ts';

/** What lets a form appear: a fresh trigger, or the modal that was clicked in, which then shows the form itself. */
export interface Opening {
  triggerId: string;
  modalId?: string;
}

/** How a form appears after a click on a button. */
export function openingOf(body: BlockAction): Opening {
  return { triggerId: body.trigger_id, ...(body.view?.type === 'modal' ? { modalId: body.view.id } : {}) };
}

/**
 * Shows a modal to the user who typed or clicked. Where Slack does not let it open (three seconds are over, say), the person
 * is told privately, so that no click goes unanswered, and the answer is undefined.
 */
export function openForm(
  deps: Deps,
  origin: ReplyTarget,
  { triggerId, modalId }: Opening,
  view: Modal,
): Promise<ModalHandle | undefined> {
  return deps.reporter.run(
    'open a form',
    async () => {
      if (modalId === undefined) return openModal(deps.slack, triggerId, view);
      const inPlace = modalById(deps.slack, modalId);
      return (await inPlace.show(view)) ? inPlace : undefined;
    },
    (userError) => deps.messenger.replyPrivately(origin, userError.message),
  );
}
