import { actingFor, type Deps } from '../../deps.ts';
import { MEMBERSHIP_OPEN } from '../../groups/card.ts';
import { beforeAck, SAVE_NOT_CERTAIN } from '../../slack/before-ack.ts';
import { paragraph } from '../../slack/blocks.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { modalById } from '../../slack/modal-handle.ts';
import { replyTargetOf } from '../../slack/reply-target.ts';
import { clickedValue, type Routes } from '../../slack/routes.ts';
import { modal, waitingModal } from '../../slack/views.ts';
import { readAsking } from '../asking.ts';
import { openingOf } from '../open-form.ts';
import { readUntil } from '../until.ts';
import { MEMBERSHIP_FORM, MEMBERSHIP_KINDS, type MembershipKind, membershipMetadata } from './form.ts';
import { changeMembership, notStoredModal, openMembershipForm } from './handlers.ts';
import { MEMBERSHIP_TITLE } from './views.ts';

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
    const draftId = readMetadata(membershipMetadata, view.private_metadata).draft;
    const found = await beforeAck(deps.requests.findDraft(draftId), deps.clock);
    if (!found) return ack({ response_action: 'push', view: NOT_CERTAIN });
    if ('error' in found) return ack({ response_action: 'update', view: notStoredModal(deps, found.error) });
    const draft = found.value;
    const { origin, edit, asks } = draft;
    const asking = asks ? readAsking(deps, view.state.values, origin) : undefined;
    if (asking && 'errors' in asking) return ack({ response_action: 'errors', errors: asking.errors });
    const until = readUntil(view.state.values, deps.clock.now());
    if ('errors' in until) return ack({ response_action: 'errors', errors: until.errors });
    const { reason, channel } = asking ?? { reason: '', channel: origin.channelId ?? account };
    const wanted = edit ? { wanted: edit } : {};
    const submitting = deps.requests.submit({ draftId, account, reason, channel, ...until, ...wanted });
    const stored = await beforeAck(submitting, deps.clock);
    if (!stored) await ack({ response_action: 'push', view: NOT_CERTAIN });
    else if ('error' in stored) return ack({ response_action: 'update', view: notStoredModal(deps, stored.error) });
    else await ack({ response_action: 'update', view: waitingModal(MEMBERSHIP_TITLE, 'One moment…') });
    // A row that commits late counts as well.
    const request = await submitting.catch(() => undefined);
    const acting = actingFor(deps, account, 'change');
    if (request) await changeMembership(acting, kind, modalById(deps.slack, view.id), { draft, request, asking });
  });
}

/** Stands on top of the form, which can be sent again. */
const NOT_CERTAIN = modal({ title: 'Not certain', close: 'Back to the form', blocks: [paragraph(SAVE_NOT_CERTAIN)] });
