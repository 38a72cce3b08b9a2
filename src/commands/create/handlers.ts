import type { Deps } from '../../deps.ts';
import type { GroupReceipt, GroupSummary } from '../../docspace/index.ts';
import { groupCard } from '../../groups/card.ts';
import { groupsNamed, sameName } from '../../groups/find.ts';
import { interruptedText, notAddedText } from '../../groups/format.ts';
import { sameNameNotice } from '../../groups/same-name.ts';
import { header, paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import type { ModalHandle } from '../../slack/modal-handle.ts';
import { listed } from '../../slack/text.ts';
import { messageModal, waitingModal } from '../../slack/views.ts';
import { deliveryNote } from '../delivery-note.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { withGroupLinks } from '../group-links.ts';
import { openForm } from '../open-form.ts';
import { postOutcome, writtenParts } from '../post-outcome.ts';
import { recordSubject } from '../record-subject.ts';
import { withoutDeparted } from './departed.ts';
import type { CreateMetadata, CreateValues, NewGroup } from './form.ts';
import { CREATE_TITLE, createdModal, createForm } from './views.ts';

const OPEN_HEADINGS: Headings = {
  rights: 'You can’t create groups',
  failure: 'The form can’t be opened right now',
};

/** Opens the create form: at once as a waiting view, filled in when the person's rights are known. */
export async function openCreateForm(deps: Deps, origin: ReplyTarget, triggerId: string, name = ''): Promise<void> {
  const waiting = waitingModal(CREATE_TITLE, 'Looking up who you are in DocSpace…');
  const handle = await openForm(deps, origin, { triggerId }, waiting);
  if (!handle) return;
  await deps.reporter.run(
    'open the create form',
    async () => {
      await deps.access.require(origin.userId, 'create');
      await handle.show(createForm({ metadata: { origin }, values: { name, members: [] } }));
    },
    (userError) => handle.show(messageModal(CREATE_TITLE, errorBlocks(headingOf(userError, OPEN_HEADINGS), userError))),
  );
}

/** A submitted create form that passed its own checks. */
export interface Submission {
  metadata: CreateMetadata;
  values: CreateValues;
  group: NewGroup;
}

/** Creates the group and tells of it, or draws the form again with everything typed still in it. */
export async function createGroup(deps: Deps, handle: ModalHandle, submission: Submission): Promise<void> {
  const { origin } = submission.metadata;
  const receipt = await deps.reporter.run(
    'create a group',
    async () => {
      const caller = await deps.access.require(origin.userId, 'create');
      const { group } = submission;
      const namesakes = await groupsNamed(deps.docspace, group.name, deps.clock);
      if (await warnedOfNamesakes(handle, submission, namesakes)) return undefined;
      // After an unclear answer the group is looked for by its name: those that were there before are not it.
      const knownBefore = namesakes.map((other) => other.id);
      const created = await sendCreation(deps, handle, submission, knownBefore);
      if (created) await deps.record({ action: 'group_created', ...recordSubject(caller, created.group) });
      return created;
    },
    (userError) => showFailure(deps, handle, submission, userError),
  );
  if (receipt) await tellCreated(deps, handle, submission, receipt);
}

/** Creates the group; undefined when people of it have left DocSpace, which the form then shows. */
async function sendCreation(
  deps: Deps,
  handle: ModalHandle,
  { group, values, metadata }: Submission,
  knownBefore: string[],
): Promise<GroupReceipt | undefined> {
  const onWaiting = () => void deps.reporter.bestEffort('show that DocSpace is slow', () => handle.show(SLOW));
  try {
    return await deps.docspace.groups.create({ ...group, knownBefore, onWaiting });
  } catch (error) {
    const left = await withoutDeparted(deps.docspace, error, values);
    if (!left) throw error;
    const notice = [header('The group was not created'), ...left.sentences.map(paragraph), paragraph(DEPARTED_NEXT)];
    await handle.show(createForm({ metadata, values: left.values, notice, submit: 'Create group' }));
    return undefined;
  }
}

const DEPARTED_NEXT = 'They are taken out of the form; everything else is kept. Check it and send it again.';

const SLOW = waitingModal(
  CREATE_TITLE,
  'DocSpace has not answered yet. The app keeps looking for the group for up to ten minutes and posts the outcome. You can close this form.',
);

/** The group is there: whatever Slack makes of the news, nothing may say otherwise. */
async function tellCreated(
  deps: Deps,
  handle: ModalHandle,
  { metadata: { origin }, values }: Submission,
  receipt: GroupReceipt,
): Promise<void> {
  const card = groupCard({
    ...(await writtenParts(deps, receipt.group)),
    by: origin.userId,
    operation: 'created',
    portalUrl: deps.config.docspace.url,
    notes: createNotes(receipt, values),
  });
  const placed = await postOutcome(deps, origin, card);
  await deps.reporter.bestEffort('show that a group is created', () =>
    handle.show(createdModal(receipt, deliveryNote(placed))),
  );
}

async function showFailure(deps: Deps, handle: ModalHandle, submission: Submission, failed: UserError): Promise<void> {
  const { metadata, values, group } = submission;
  const userError = withGroupLinks(failed, deps.config.docspace.url);
  const not = 'The group was not created';
  const title = userError.unclear
    ? 'It is not certain whether the group was created'
    : headingOf(userError, { ...OPEN_HEADINGS, refusal: not, failure: not });
  // Of an uncertain creation the group may appear later: the next try warns of its name once more.
  const again = userError.unclear ? { origin: metadata.origin } : metadata;
  const shown = await handle.show(
    createForm({ metadata: again, values, notice: errorBlocks(title, userError), submit: 'Try again' }),
  );
  await tellFailure(deps, metadata.origin, { tried: 'create', groupName: group.name, userError, shown });
}

/** Draws the form again with a warning when the name is taken, once for each name. */
async function warnedOfNamesakes(
  handle: ModalHandle,
  { metadata, values, group }: Submission,
  taken: readonly GroupSummary[],
): Promise<boolean> {
  const warned = metadata.sameName !== undefined && sameName(metadata.sameName, group.name);
  if (warned || taken.length === 0) return false;
  const anyway = 'Create anyway';
  await handle.show(
    createForm({
      metadata: { ...metadata, sameName: group.name },
      values,
      notice: sameNameNotice(group.name, taken, anyway),
      submit: anyway,
    }),
  );
  return true;
}

/** People DocSpace silently left out are named, and so is a group found again after an unclear answer. */
function createNotes(receipt: GroupReceipt, values: CreateValues): string[] {
  const names = new Map(
    [...values.members, ...(values.manager ? [values.manager] : [])].map((p) => [p.value, p.text.text]),
  );
  const left = receipt.refused.map((refusal) => names.get(refusal.personId) ?? 'a person');
  return [
    ...(left.length > 0 ? [notAddedText(listed(left), receipt)] : []),
    ...(receipt.interruptedBy ? [interruptedText(receipt.interruptedBy)] : []),
    ...(receipt.recovered ? ['DocSpace gave no clear answer, so the app checked: the group was created, once.'] : []),
  ];
}
