import { type ChangeRequest, findRequest, NoSuchRequest } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import { nameOf } from '../../groups/format.ts';
import { endText, placeIn, snapshotOf } from '../../requests/index.ts';
import { bold, line, paragraph } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { listed } from '../../slack/text.ts';
import { type Modal, messageModal, modal, waitingModal } from '../../slack/views.ts';
import { askingFields, askingNotice, asksForChannel } from '../asking.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { CANCEL, CANT_OPEN_FORM, GROUP_LABEL, SEND_REQUEST } from '../text.ts';
import { untilField } from '../until.ts';
import { UPDATE_PREVIEW } from './form.ts';
import {
  dueToLeave,
  KEEP,
  KEEP_TITLE,
  LOOKING_UP_LEAVING,
  leavesInstead,
  NO_RIGHT_TO_KEEP,
  NOT_KEPT,
  UNTIL_LABEL,
} from './text.ts';

const HEADINGS: Headings = {
  rights: NO_RIGHT_TO_KEEP,
  refusal: NOT_KEPT,
  failure: CANT_OPEN_FORM,
};

/** Asks whether people stay who are to leave a group on a date: they are added once more, for good or until another day. */
export async function openKeep(deps: Deps, origin: ReplyTarget, opening: Opening, endId: string): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(KEEP_TITLE, LOOKING_UP_LEAVING));
  if (!handle) return;
  await deps.reporter.run(
    'ask whether people stay',
    async () => {
      const end = await findRequest(deps.requests.db, endId);
      if (end?.ends === undefined) throw new NoSuchRequest();
      await handle.show(end.state === 'approved' ? await keepForm(deps, origin, end) : overModal(end));
    },
    (userError) => handle.show(messageModal(KEEP_TITLE, errorBlocks(headingOf(userError, HEADINGS), userError))),
  );
}

async function keepForm(deps: Deps, clicked: ReplyTarget, end: ChangeRequest): Promise<Modal> {
  const { edit, group, dueAt = 0, channel } = end;
  const people = edit?.remove ?? [];
  // Its outcome belongs where they were added; the button is in a direct message.
  const origin = placeIn(end) === 'channel' ? { userId: clicked.userId, channelId: channel } : clicked;
  const { caller } = await deps.requests.rightTo(origin.userId, 'join');
  // Everybody can ask to stay themselves.
  const kind = people.every(({ id }) => id === caller.person.id) ? 'join' : 'edit';
  const { asks } = await deps.requests.rightTo(origin.userId, kind);
  const head = await deps.docspace.groups.head(group.id);
  refuseReadOnly(head);
  const wanted = { add: people, remove: [], leavesAt: dueAt };
  const draft = { kind, account: origin.userId, group: snapshotOf(head), origin, asks, edit: wanted } as const;
  const asking = asks ? [askingNotice(), ...askingFields(await asksForChannel(deps, origin, false))] : [];
  return modal({
    title: KEEP_TITLE,
    callbackId: UPDATE_PREVIEW,
    submit: asks ? SEND_REQUEST : KEEP,
    close: CANCEL,
    metadata: JSON.stringify({ draft: await deps.requests.openDraft(draft) }),
    blocks: [
      line(GROUP_LABEL, bold(nameOf(head))),
      paragraph(dueToLeave(namesOf(people), people.length, dayText(dueAt))),
      untilField(UNTIL_LABEL, leavesInstead(namesOf(people), people.length)),
      ...asking,
    ],
  });
}

function overModal(end: ChangeRequest): Modal {
  return messageModal(KEEP_TITLE, [paragraph(endText(end))]);
}

function namesOf(people: readonly { name: string }[]): string {
  return listed(
    people.map(({ name }) => name),
    10,
  );
}
