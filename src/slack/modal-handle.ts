import { slackError } from './failure.ts';
import { withOwnFieldIds } from './field-ids.ts';
import type { SlackClient } from './messenger.ts';
import type { Modal } from './views.ts';

/** An open modal that can be updated. */
export interface ModalHandle {
  viewId: string;
  /** Updates the modal; false if the user has closed it. */
  show(view: Modal): Promise<boolean>;
}

/** The handle of an open view. Its updates are sent one after the other, in order. */
export function modalById(client: SlackClient, viewId: string): ModalHandle {
  const update = async (view: Modal): Promise<boolean> => {
    try {
      await client.views.update({ view_id: viewId, view: withOwnFieldIds(view) });
      return true;
    } catch (error) {
      if (slackError(error) === 'not_found') return false;
      throw error;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    viewId,
    show(view) {
      const shown = last.then(() => update(view));
      last = shown.catch(() => undefined);
      return shown;
    },
  };
}

/** Pauses before attempts: Slack can still be processing the acknowledgement that pushes the view. */
const PAUSES_MS = [0, 300, 700];

/**
 * Updates a view that an acknowledgement has just pushed, by its external id, because its id is not known yet
 * (docs: views.update).
 */
export async function showPushed(
  client: SlackClient,
  externalId: string,
  view: Modal,
  sleep: (ms: number) => Promise<void>,
): Promise<boolean> {
  for (const pause of PAUSES_MS) {
    if (pause > 0) await sleep(pause);
    try {
      await client.views.update({ external_id: externalId, view: withOwnFieldIds(view) });
      return true;
    } catch (error) {
      if (slackError(error) !== 'not_found') throw error;
    }
  }
  return false;
}

/**
 * Opens a modal; a trigger id works once and expires after three seconds (docs: "Handling user interaction").
 * With `push`, it is pushed on top of the modal that was clicked in.
 */
export async function openModal(
  client: SlackClient,
  triggerId: string,
  view: Modal,
  push = false,
): Promise<ModalHandle> {
  const shown = { trigger_id: triggerId, view: withOwnFieldIds(view) };
  const opened = push ? await client.views.push(shown) : await client.views.open(shown);
  return modalById(client, opened.view?.id ?? '');
}
