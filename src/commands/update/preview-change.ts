import type { WantedEdit } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { groupsNamed } from '../../groups/find.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import { showPushed } from '../../slack/modal-handle.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { checkChange, hasEffect } from './checked-change.ts';
import type { UpdateMetadata } from './form.ts';
import { OPEN_HEADINGS } from './handlers.ts';
import { backToFormModal, nothingToChangeModal, previewModal } from './views.ts';

/** A submitted edit form, and the external id of the waiting view that its acknowledgement pushed. */
export interface Previewing {
  form: UpdateMetadata;
  change: WantedEdit;
  externalId: string;
}

/** Checks a change against the group and the people as they are now, and shows what saving will do. */
export async function previewChange(deps: Deps, { form, change, externalId }: Previewing): Promise<void> {
  const show = (view: Parameters<typeof showPushed>[2]) =>
    showPushed(deps.slack, externalId, view, (ms) => deps.clock.sleep(ms));
  await deps.reporter.run(
    'preview a change',
    async () => {
      await deps.access.require(form.origin.userId, 'update');
      const touched = [...change.add, ...change.remove, ...(change.manager?.to ? [change.manager.to] : [])];
      const [{ group, people }, namesakes] = await Promise.all([
        deps.docspace.groups.withPeople(
          form.group.id,
          touched.map((person) => person.id),
        ),
        change.name ? groupsNamed(deps.docspace, change.name.to, deps.clock) : [],
      ]);
      const checked = checkChange(change, group, people);
      const others = namesakes.filter(({ id }) => id !== form.group.id);
      if (!hasEffect(checked)) return show(nothingToChangeModal(checked));
      const deletion = await deps.requests.openForGroup(form.group.id);
      const draftId = await openDraft(deps, form, checked.change);
      return show(previewModal({ draftId, form, deletion }, checked, others));
    },
    (userError) => show(backToFormModal('Not saved', errorBlocks(headingOf(userError, PREVIEW_HEADINGS), userError))),
  );
}

const PREVIEW_HEADINGS: Headings = { ...OPEN_HEADINGS, failure: 'The changes can’t be checked right now' };

/** What is saved is what the preview shows: its submission carries nothing but the draft's id. */
function openDraft(deps: Deps, { origin, group, openedAt }: UpdateMetadata, edit: WantedEdit): Promise<string> {
  const { id, name, manager } = group;
  const seen = { id, name, members: [], ...(manager ? { manager } : {}) };
  return deps.requests.openDraft({ kind: 'edit', account: origin.userId, group: seen, origin, edit, openedAt });
}
