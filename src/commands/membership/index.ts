import { actingFor, type Deps } from '../../deps.ts';
import { MEMBERSHIP_OPEN } from '../../groups/card.ts';
import { SAVE_NOT_CERTAIN } from '../../slack/ack-deadline.ts';
import { paragraph } from '../../slack/blocks.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { modal, waitingModal } from '../../slack/views.ts';
import { readAsking } from '../asking.ts';
import { openingOf } from '../open-form.ts';
import { sendForm } from '../send-form.ts';
import { BACK_TO_FORM, NOT_CERTAIN } from '../text.ts';
import { readUntil } from '../until.ts';
import { MEMBERSHIP_FORM, MEMBERSHIP_KINDS, type MembershipKind, membershipMetadata } from './form.ts';
import { changeMembership, notStoredModal, openMembershipForm } from './handlers.ts';
import { MEMBERSHIP_TITLE, ONE_MOMENT } from './text.ts';

/** Registers what users do about their own place in a group: by clicks on a card of it, never by words. */
export function registerMembership(routes: Routes, deps: Deps): void {
  routes.action(MEMBERSHIP_OPEN, async ({ ack, body, action }) => {
    await ack();
    await openMembershipForm(deps, replyTargetOf(body), openingOf(body), clickedValue(action));
  });
  for (const kind of MEMBERSHIP_KINDS) onForm(routes, deps, kind);
}

function onForm(routes: Routes, deps: Deps, kind: MembershipKind): void {
  routes.view(MEMBERSHIP_FORM[kind], async ({ ack, body, view }) => {
    const account = body.user.id;
    await sendForm(
      deps,
      { ack, view },
      {
        draftId: readMetadata(membershipMetadata, view.private_metadata).draft,
        async read({ id, origin, edit, asks }) {
          const asking = asks ? await readAsking(deps, view.state.values, origin) : undefined;
          if (asking && 'errors' in asking) return asking;
          const until = readUntil(view.state.values, deps.clock.now());
          if ('errors' in until) return until;
          const { reason, channel } = asking ?? { reason: '', channel: origin.channelId ?? account };
          return { draftId: id, account, reason, channel, asking, ...until, ...(edit ? { wanted: edit } : {}) };
        },
        notCertain: { response_action: 'push', view: CAN_BE_SENT_AGAIN },
        refused: (error) => notStoredModal(deps, error),
        waiting: () => waitingModal(MEMBERSHIP_TITLE, ONE_MOMENT),
      },
      ({ draft, request, submission, form }) =>
        changeMembership(actingFor(deps, account, 'change'), kind, form, {
          draft,
          request,
          asking: submission.asking,
        }),
    );
  });
}

/** Stands on top of the form, which can be sent again. */
const CAN_BE_SENT_AGAIN = modal({ title: NOT_CERTAIN, close: BACK_TO_FORM, blocks: [paragraph(SAVE_NOT_CERTAIN)] });
