import type { ChangeRequest, GroupSnapshot } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import { personName } from '../../groups/format.ts';
import { type Draft, snapshotOf } from '../../requests/index.ts';
import { type Block, paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { type AskingValues, askingFields, asksForChannel, finishAsked } from '../asking.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { type Opening, openForm } from '../open-form.ts';
import type { SentForm } from '../send-form.ts';
import { CANT_OPEN_FORM, LOOKING_UP_GROUP } from '../text.ts';
import type { MembershipKind } from './form.ts';
import {
  MEMBERSHIP_TITLE,
  NO_RIGHT,
  NOT_THIS_GROUP,
  NOTHING_CHANGED,
  TRY_FROM_CARD,
  UNCERTAIN,
  UNCERTAIN_YET,
} from './text.ts';
import { membershipForm, membershipModal } from './views.ts';

const HEADINGS: Headings = {
  rights: NO_RIGHT,
  refusal: NOT_THIS_GROUP,
  failure: CANT_OPEN_FORM,
};

/** Opens the form with which a user joins a group, or leaves the one they are in, or asks to. */
export async function openMembershipForm(
  deps: Deps,
  origin: ReplyTarget,
  opening: Opening,
  groupId: string,
): Promise<void> {
  const handle = await openForm(deps, origin, opening, waitingModal(MEMBERSHIP_TITLE, LOOKING_UP_GROUP));
  if (!handle) return;
  await deps.reporter.run(
    'open the form to join or leave',
    async () => handle.show(await newForm(deps, { origin, groupId })),
    (userError) => handle.show(messageModal(MEMBERSHIP_TITLE, errorBlocks(headingOf(userError, HEADINGS), userError))),
  );
}

/**
 * A form with a draft of its own: each time it is shown, it is another submission. Who is a member can leave, everybody
 * else can join; nobody fills in who it is about.
 */
async function newForm(
  deps: Deps,
  {
    origin,
    groupId,
    again,
  }: { origin: ReplyTarget; groupId: string; again?: { notice: Block[]; asking: AskingValues } },
): Promise<Modal> {
  const { caller, asks } = await deps.requests.rightTo(origin.userId, 'join');
  const { person } = caller;
  const { group } = await deps.docspace.groups.withPeople(groupId, [person.id]);
  refuseReadOnly(group);
  const kind = group.memberIds.has(person.id) ? 'leave' : 'join';
  const seen = snapshotOf(group);
  const self = [{ id: person.id, name: personName(person) }];
  const edit = kind === 'join' ? { add: self, remove: [] } : leaving(seen, self);
  const draftId = await deps.requests.openDraft({ kind, account: origin.userId, group: seen, origin, asks, edit });
  const asking = asks
    ? askingFields(await asksForChannel(deps, origin, again !== undefined), again?.asking)
    : undefined;
  return membershipForm(kind, { draftId, group: seen, asking, notice: again?.notice ?? [] });
}

/** A manager who leaves is the manager no longer. */
function leaving({ manager }: GroupSnapshot, self: { id: string; name: string }[]) {
  const manages = manager !== undefined && self.some(({ id }) => id === manager.id);
  return { add: [], remove: self, ...(manages ? { manager: { from: manager } } : {}) };
}

/** A form whose draft is not there any more, or that was not stored. */
export function notStoredModal(deps: Deps, error: unknown): Modal {
  return messageModal(MEMBERSHIP_TITLE, errorBlocks(NOTHING_CHANGED, deps.reporter.report(error, 'change a group')));
}

/** Carries a stored form out, or asks others to approve it, and tells what came of it. */
export async function changeMembership(
  deps: Deps,
  kind: MembershipKind,
  form: SentForm,
  submission: { draft: Draft; request: ChangeRequest; asking: AskingValues | undefined },
): Promise<void> {
  const { request } = submission;
  await deps.reporter.run(
    `${kind} a group`,
    async () => {
      const done = await deps.requests.carryOut(request, () => undefined);
      if (!done) return;
      if ('failed' in done) return showFailure(deps, kind, form, submission, done.failed);
      // What is done is done: whatever Slack makes of the news, nothing may say otherwise.
      await deps.reporter.bestEffort(`show who is in a group`, () =>
        'asked' in done
          ? finishAsked(form, done.asked)
          : form.finish(membershipModal(kind, done.done, done.delivery), {
              request: done.done,
              delivery: done.delivery,
            }),
      );
    },
    // A database that failed in the middle: the worker goes on with the stored request.
    (userError) => form.show(messageModal(MEMBERSHIP_TITLE, errorBlocks(UNCERTAIN_YET, userError))),
  );
}

async function showFailure(
  deps: Deps,
  kind: MembershipKind,
  form: SentForm,
  { draft, asking }: { draft: Draft; asking: AskingValues | undefined },
  userError: UserError,
): Promise<void> {
  const { origin, group } = draft;
  const title = userError.unclear ? UNCERTAIN : NOTHING_CHANGED;
  const notice = errorBlocks(headingOf(userError, { ...HEADINGS, failure: title }), userError);
  const again = asking
    ? await newForm(deps, { origin, groupId: group.id, again: { notice, asking } })
    : messageModal(MEMBERSHIP_TITLE, [...notice, paragraph(TRY_FROM_CARD)]);
  const shown = await form.show(again);
  // What is not certain has a card, which shows what the app finds.
  if (!userError.unclear) await tellFailure(deps, origin, { tried: kind, groupName: group.name, userError, shown });
}
