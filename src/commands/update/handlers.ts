import { sealOf } from '../../approvals/index.ts';
import type { Deps } from '../../deps.ts';
import type { Group, GroupChange, GroupReceipt } from '../../docspace/index.ts';
import { groupCard, UPDATE_OPEN } from '../../groups/card.ts';
import { findGroup, groupsNamed, refuseKeptElsewhere, sameName } from '../../groups/find.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { groupPicker } from '../../groups/group-picker.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { paragraph } from '../../slack/blocks.ts';
import { type Spoken, troubleBlocks } from '../../slack/guard.ts';
import type { Origin } from '../../slack/messenger.ts';
import { unpackIds } from '../../slack/metadata.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import type { Window } from '../../slack/window.ts';
import { tellFailure } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { postOutcome } from '../post-outcome.ts';
import { seenGroup } from '../seen-group.ts';
import { withSuggestions } from '../suggestions.ts';
import { whereWords } from '../where-words.ts';
import { whoAndWhat } from '../who-and-what.ts';
import { receiptLines } from './change.ts';
import { type PreviewMetadata, UPDATE_PICK } from './form.ts';
import type { Prefill } from './prefill.ts';
import { backToFormModal, changedModal, namesakesModal, UPDATE_TITLE, updateForm } from './views.ts';

/**
 * Opens the update form of the group that was typed or clicked; asks which one where that is not clear.
 * @param prefill people for the form's fields; as a function it is looked up once the form is open and the rights are known
 */
export async function openUpdateForm(
  deps: Deps,
  origin: Origin,
  opening: Opening,
  reference: GroupReference,
  prefill: Prefill | (() => Promise<Prefill>) = {},
): Promise<void> {
  const window = await openForm(deps, origin, opening, waitingModal(UPDATE_TITLE, 'Looking the group up…'));
  if (!window) return;
  await deps.guard.run(
    'open the update form',
    async () => {
      await deps.access.require(origin.userId, 'update');
      const picker = { title: UPDATE_TITLE, callbackId: UPDATE_PICK, submit: 'Edit', origin };
      const found = reference.kind === 'none' ? undefined : await findGroup(deps.docspace, reference, deps.clock);
      const filled = typeof prefill === 'function' ? await prefill() : prefill;
      const carried = { ...picker, carry: JSON.stringify(filled) };
      if (!found) await window.show(groupPicker(carried));
      else if ('several' in found) await window.show(groupPicker({ ...carried, among: found.several }));
      else await showForm(deps, origin, window, found.id, filled);
    },
    (spoken) => showRefusal(window, spoken),
  );
}

/** Fills an open modal with the update form of one group. */
export async function fillUpdateForm(
  deps: Deps,
  origin: Origin,
  window: Window,
  groupId: string,
  prefill: Prefill = {},
): Promise<void> {
  await deps.guard.run(
    'open the update form',
    async () => {
      await deps.access.require(origin.userId, 'update');
      await showForm(deps, origin, window, groupId, prefill);
    },
    (spoken) => showRefusal(window, spoken),
  );
}

function showRefusal(window: Window, spoken: Spoken): Promise<boolean> {
  const offered = withSuggestions(spoken, UPDATE_OPEN);
  return window.show(messageModal(UPDATE_TITLE, troubleBlocks('The group cannot be edited', offered)));
}

async function showForm(deps: Deps, origin: Origin, window: Window, groupId: string, prefill: Prefill): Promise<void> {
  const group = await deps.docspace.groups.get(groupId);
  refuseKeptElsewhere(group);
  const notice = prefill.notice === undefined ? [] : [paragraph(prefill.notice)];
  await window.show(updateForm({ origin, group, seal: shortSeal(group), notice, prefill }));
}

/** Enough of the seal to notice a change, short enough for private_metadata. */
function shortSeal(group: Group): string {
  return sealOf(seenGroup(group)).slice(0, 16);
}

/** The modal that is being confirmed, and the form beneath it. */
export interface PreviewWindows {
  preview: Window;
  form: Window;
}

/** Saves a confirmed change: reads the group, sends one PUT, tells what the portal made of it. */
export async function saveChange(deps: Deps, windows: PreviewWindows, asked: PreviewMetadata): Promise<void> {
  const saved = await deps.guard.run(
    'change a group',
    async () => {
      const caller = await deps.access.require(asked.origin.userId, 'update');
      const before = await deps.docspace.groups.get(asked.groupId);
      refuseKeptElsewhere(before);
      if (shortSeal(before) !== asked.seal) {
        await showFormAgain(windows, asked.origin, before);
        return undefined;
      }
      if (await warnedOfNamesakes(deps, windows.preview, asked, before)) return undefined;
      const receipt = await deps.docspace.groups.update(asked.groupId, changeOf(asked, before));
      const notes = receiptLines(receipt, nameOf(before), await namesFor(deps, receipt, before));
      await deps.audit({ action: 'group_changed', ...whoAndWhat(caller, receipt.group), answer: notes.join(' ') });
      return { group: receipt.group, notes };
    },
    (spoken) => tellTrouble(deps, windows, asked, spoken),
  );
  if (saved) await tellChanged(deps, windows, asked.origin, saved);
}

/** Shows a warning instead of saving when another group has the new name, once for each preview. */
async function warnedOfNamesakes(deps: Deps, preview: Window, asked: PreviewMetadata, before: Group): Promise<boolean> {
  if (asked.name === undefined || asked.warned || sameName(asked.name, before.name)) return false;
  const named = await groupsNamed(deps.docspace, asked.name, deps.clock);
  const others = named.filter((group) => group.id !== before.id);
  if (others.length > 0) await preview.show(namesakesModal({ ...asked, name: asked.name }, others));
  return others.length > 0;
}

function changeOf(asked: PreviewMetadata, before: Group): GroupChange {
  return {
    add: unpackIds(asked.add),
    remove: unpackIds(asked.remove),
    before,
    ...(asked.name === undefined ? {} : { name: asked.name }),
    ...(asked.managerId === undefined ? {} : { managerId: asked.managerId }),
  };
}

/** The change is made: whatever Slack makes of the news, nothing may say otherwise. */
async function tellChanged(
  deps: Deps,
  { preview }: PreviewWindows,
  origin: Origin,
  { group, notes }: { group: Group; notes: string[] },
): Promise<void> {
  const { url } = deps.config.docspace;
  const placed = await postOutcome(
    deps,
    origin,
    groupCard({ group, by: origin.userId, deed: 'changed', portalUrl: url, notes }),
  );
  await deps.guard.quietly('show that a group is changed', () =>
    preview.show(changedModal(group, notes, whereWords(placed))),
  );
}

/** Somebody changed the group meanwhile: the form beneath shows it as it is now and keeps what was typed. */
async function showFormAgain({ preview, form }: PreviewWindows, origin: Origin, group: Group): Promise<void> {
  const words = 'The group has changed in DocSpace since this form was opened. Nothing of yours was sent.';
  const notice = [
    paragraph(`⚠️ ${words} What you typed is still here; please check it against the group as it is now.`),
  ];
  await form.show(updateForm({ origin, group, seal: shortSeal(group), notice }));
  await preview.show(backToFormModal('Changed meanwhile', [paragraph(`⚠️ ${words}`)]));
}

async function tellTrouble(deps: Deps, windows: PreviewWindows, asked: PreviewMetadata, spoken: Spoken): Promise<void> {
  const shown = await windows.preview.show(
    backToFormModal(spoken.unclear ? 'Not certain' : 'Not saved', [
      ...troubleBlocks(
        spoken.unclear ? 'It is not certain whether the change was saved' : 'The change was not saved',
        spoken,
      ),
      paragraph('What you typed is still in the form.'),
    ]),
  );
  await tellFailure(deps, asked.origin, { tried: 'change', groupName: asked.groupName, spoken, shown });
}

/** Names for a receipt: most stand in the group before or after; whom DocSpace left out is looked up. */
async function namesFor(deps: Deps, receipt: GroupReceipt, before: Group): Promise<(id: string) => string> {
  const names = new Map([...before.members, ...receipt.group.members].map((person) => [person.id, personName(person)]));
  for (const { personId } of receipt.refused) {
    if (names.has(personId)) continue;
    // The change is made already: a name that cannot be found must not turn it into a failure.
    const person = await deps.docspace.people.get(personId).catch(() => undefined);
    if (person) names.set(personId, personName(person));
  }
  return (id) => names.get(id) ?? 'somebody';
}
