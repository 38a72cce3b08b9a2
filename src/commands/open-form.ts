import type { BlockAction } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import type { Origin } from '../slack/messenger.ts';
import type { Modal } from '../slack/views.ts';
import { openWindow, type Window, windowOf } from '../slack/window.ts';

/** What lets a form appear: a fresh trigger, or the modal somebody clicked in, which then shows the form itself. */
export interface Opening {
  triggerId: string;
  modalId?: string;
}

/** How a form appears after a click on a button. */
export function openingOf(body: BlockAction): Opening {
  return { triggerId: body.trigger_id, ...(body.view?.type === 'modal' ? { modalId: body.view.id } : {}) };
}

/**
 * Shows a modal to whoever typed or clicked. Where Slack does not let it open (three seconds are over, say), the person
 * is told privately, so that no click goes unanswered, and the answer is undefined.
 */
export function openForm(
  deps: Deps,
  origin: Origin,
  { triggerId, modalId }: Opening,
  view: Modal,
): Promise<Window | undefined> {
  return deps.guard.run(
    'open a form',
    async () => {
      if (modalId === undefined) return openWindow(deps.slack, triggerId, view);
      const inPlace = windowOf(deps.slack, modalId);
      return (await inPlace.show(view)) ? inPlace : undefined;
    },
    (spoken) => deps.messenger.privately(origin, spoken.message),
  );
}
