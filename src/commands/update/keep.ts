import { type ChangeRequest, findRequest, NoSuchRequest } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import { nameOf } from '../../groups/format.ts';
import { endText, placeIn, snapshotOf } from '../../requests/index.ts';
import { line, paragraph } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import { errorBlocks } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { listed } from '../../slack/text.ts';
import { type Modal, messageModal, modal, waitingModal } from '../../slack/views.ts';
import { askingFields, askingNotice, asksForChannel, SEND_REQUEST } from '../asking.ts';
import { type Headings, headingOf } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import { untilField } from '../until.ts';
import { UPDATE_PREVIEW } from './form.ts';

const KEEP_TITLE = 'Keep in the group?';

const HEADINGS: Headings = {
  rights: 'You can’t keep people in groups',
  refusal: 'This can’t be changed',
  failure: 'The form can’t be opened right now',
};

/** Asks whether people stay who are to leave a group on a date: they are added once more, for good or until another day. */
export async function openKeep(deps: Deps, origin: ReplyTarget, opening: Opening, endId: string): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(KEEP_TITLE, 'Looking up who is to leave…'));
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
  const wanted = { add: people, remove: [] };
  const draft = { kind, account: origin.userId, group: snapshotOf(head), origin, asks, edit: wanted } as const;
  const asking = asks ? [askingNotice(), ...askingFields(await asksForChannel(deps, origin, false))] : [];
  return modal({
    title: KEEP_TITLE,
    callbackId: UPDATE_PREVIEW,
    submit: asks ? SEND_REQUEST : 'Keep',
    close: 'Cancel',
    metadata: JSON.stringify({ draft: await deps.requests.openDraft(draft) }),
    blocks: [
      line(
        `On ${dayText(dueAt)} ${namesOf(people)} ${people.length === 1 ? 'leaves' : 'leave'} the group “${nameOf(head)}”.`,
      ),
      untilField('Until', `${namesOf(people)} ${people.length === 1 ? 'leaves' : 'leave'} instead`),
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
