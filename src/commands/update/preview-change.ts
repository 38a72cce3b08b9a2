import type { WantedEdit } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { groupsNamed } from '../../groups/find.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import { showPushed } from '../../slack/modal-handle.ts';
import type { Modal } from '../../slack/views.ts';
import { askingFields, asksForChannel } from '../asking.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type CheckedChange, checkChange, hasEffect } from './checked-change.ts';
import type { UpdateMetadata } from './form.ts';
import { OPEN_HEADINGS } from './handlers.ts';
import { CANT_CHECK, NOT_SAVED } from './text.ts';
import { backToFormModal, nothingToChangeModal, previewModal, type Undoing } from './views.ts';

/** A submitted edit form, and the external id of the waiting view that its acknowledgement pushed. */
export interface Previewing {
  form: UpdateMetadata;
  change: WantedEdit;
  /** When the people it adds leave again. */
  until: number | undefined;
  externalId: string;
}

/** Checks a change against the group and the people as they are now, and shows what saving will do. */
export async function previewChange(deps: Deps, { form, change, until, externalId }: Previewing): Promise<void> {
  const show = (view: Parameters<typeof showPushed>[2]) =>
    showPushed(deps.slack, externalId, view, (ms) => deps.clock.sleep(ms));
  await deps.reporter.run(
    'preview a change',
    async () => {
      const { asks } = await deps.requests.rightTo(form.origin.userId, 'edit');
      const touched = [...change.add, ...change.remove, ...(change.manager?.to ? [change.manager.to] : [])];
      const [{ group, people }, namesakes] = await Promise.all([
        deps.docspace.groups.withPeople(
          form.group.id,
          touched.map((person) => person.id),
        ),
        change.name ? groupsNamed(deps.docspace, change.name.to, deps.clock) : [],
      ]);
      return show(await previewOf(deps, { form, asks, until, checked: checkChange(change, group, people), namesakes }));
    },
    (userError) => show(backToFormModal(NOT_SAVED, errorBlocks(headingOf(userError, PREVIEW_HEADINGS), userError))),
  );
}

/** A change that was checked, and what it takes back. */
interface Previewed {
  form: UpdateMetadata;
  /** Its user cannot make it alone. */
  asks: boolean;
  until?: number | undefined;
  checked: CheckedChange;
  /** Groups of the name it gives, this one among them. */
  namesakes: readonly GroupSummary[];
  undo?: Undoing;
}

/** Shows what saving a checked change will do; its submission is the request. */
export async function previewOf(
  deps: Deps,
  { form, asks, until, checked, namesakes, undo }: Previewed,
): Promise<Modal> {
  if (!hasEffect(checked)) return nothingToChangeModal(checked, undo);
  const others = namesakes.filter(({ id }) => id !== form.group.id);
  const deletion = await deps.requests.openForGroup(form.group.id);
  const draftId = await openDraft(deps, form, { edit: checked.change, asks, until, reverses: undo?.request.id });
  const asking = asks ? askingFields(await asksForChannel(deps, form.origin, false)) : undefined;
  return previewModal({ draftId, form, deletion, undo, until, asking }, checked, others);
}

const PREVIEW_HEADINGS: Headings = { ...OPEN_HEADINGS, failure: CANT_CHECK };

/** What is saved is what the preview shows: its submission carries nothing but the draft's id. */
function openDraft(
  deps: Deps,
  { origin, group, openedAt }: UpdateMetadata,
  wanted: { edit: WantedEdit; asks: boolean; until: number | undefined; reverses: string | undefined },
): Promise<string> {
  const { id, name, manager } = group;
  const seen = { id, name, members: [], ...(manager ? { manager } : {}) };
  return deps.requests.openDraft({ kind: 'edit', account: origin.userId, group: seen, origin, openedAt, ...wanted });
}
