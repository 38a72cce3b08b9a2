import { findRequest, NoSuchRequest } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import { countOf, restOf, snapshotOf } from '../../requests/index.ts';
import { paragraph } from '../../slack/blocks.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import { headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { OPEN_HEADINGS } from './handlers.ts';
import { LOOKING_UP_REST, NOBODY_LEFT, UPDATE_TITLE } from './text.ts';
import { previewModal } from './views.ts';

/**
 * Shows what is left of a change that ended before its last batch, to be confirmed: nobody has to be chosen again. Saving
 * it is an edit like any other, by the user who clicked.
 */
export async function openRest(deps: Deps, origin: ReplyTarget, opening: Opening, requestId: string): Promise<void> {
  const waiting = waitingModal(UPDATE_TITLE, LOOKING_UP_REST);
  const handle = await openForm(deps, origin, opening, waiting);
  if (!handle) return;
  await deps.reporter.run(
    'open the rest of a change',
    async () => {
      await deps.access.require(origin.userId, 'update');
      const request = await findRequest(deps.requests.db, requestId);
      if (!request) throw new NoSuchRequest();
      const group = await deps.docspace.groups.state(request.group.id);
      refuseReadOnly(group);
      const { add, remove } = restOf(request);
      const change = {
        add: add.filter(({ id }) => !group.memberIds.has(id)),
        remove: remove.filter(({ id }) => group.memberIds.has(id)),
      };
      if (countOf(change) === 0) return handle.show(messageModal(UPDATE_TITLE, [paragraph(NOBODY_LEFT)]));
      const draft = { kind: 'edit', account: origin.userId, group: snapshotOf(group), origin, edit: change } as const;
      const form = { origin, group: { id: group.id, name: group.name } };
      const deletion = await deps.requests.openForGroup(group.id);
      const checked = { change, alreadyMembers: [], notMembers: [], cannotJoin: [] };
      return handle.show(previewModal({ draftId: await deps.requests.openDraft(draft), form, deletion }, checked, []));
    },
    (userError) => handle.show(messageModal(UPDATE_TITLE, errorBlocks(headingOf(userError, OPEN_HEADINGS), userError))),
  );
}
