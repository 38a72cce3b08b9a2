import { z } from 'zod';
import type { ChangeRequest } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { type ButtonSpec, bold, line, paragraph, small } from '../../slack/blocks.ts';
import { originSchema } from '../../slack/metadata.ts';
import { readViewState } from '../../slack/view-state.ts';
import { type Modal, messageModal, modal, textInput } from '../../slack/views.ts';
import { BUTTONS, LABELS, REJECT_TEXT, WITHDRAW_TEXT } from '../text/buttons.ts';
import { TEXT_OF } from '../text/kinds.ts';
import { quoted, staysText } from '../text/terms.ts';

export const REJECT_FORM = 'request_reject_form';
export const WITHDRAW_FORM = 'request_withdraw_form';
/** Withdraws from outside of a card: from the form that sent the request, and from the App Home. */
export const WITHDRAW = 'request_withdraw';
/** The one field of the reject form, by its name, which is its action id too. */
export const NOTE = 'request_reject_note';
/** Longest note, so that a card with it stays far below what Slack takes for a message. */
export const LONGEST_NOTE = 300;

/** What the two forms carry: the request, the card that was clicked, and where the answer belongs. */
export const decisionMetadata = z.object({
  requestId: z.string(),
  card: z.object({ channel: z.string(), ts: z.string() }).optional(),
  origin: originSchema,
  /** Where it was clicked besides a card. */
  place: z.enum(['list', 'home']).optional(),
});
export type DecisionMetadata = z.infer<typeof decisionMetadata>;

/** Asks why a request is rejected. */
export function rejectForm(request: ChangeRequest, metadata: DecisionMetadata): Modal {
  return modal({
    title: REJECT_TEXT.title,
    callbackId: REJECT_FORM,
    submit: REJECT_TEXT.submit,
    close: REJECT_TEXT.close,
    metadata: JSON.stringify(metadata),
    blocks: [
      line(TEXT_OF[request.kind].requested, ': ', bold(nameOf(request.wanted ?? request.group)), ` · ${request.id}`),
      textInput({
        block: NOTE,
        action: NOTE,
        label: REJECT_TEXT.label,
        optional: true,
        maxLength: LONGEST_NOTE,
        hint: REJECT_TEXT.hint,
        multiline: true,
      }),
    ],
  });
}

/** The reason for rejecting; one line, undefined when the field was left empty. */
export function readNote(stateValues: unknown): string | undefined {
  return readViewState(stateValues).text(NOTE).replace(/\s+/g, ' ').trim() || undefined;
}

/** Asks whether a request is to be withdrawn. */
export function withdrawForm(request: ChangeRequest, metadata: DecisionMetadata): Modal {
  return modal({
    title: WITHDRAW_TEXT.title,
    callbackId: WITHDRAW_FORM,
    submit: WITHDRAW_TEXT.submit,
    close: WITHDRAW_TEXT.close,
    metadata: JSON.stringify(metadata),
    blocks: [
      paragraph(`${TEXT_OF[request.kind].withdrawQuestion(quoted(request))} ${staysText(request)}`),
      small(WITHDRAW_TEXT.later(request.id)),
    ],
  });
}

/** The button that leads to that question from outside of a card. */
export function withdrawButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: BUTTONS.withdraw, action: WITHDRAW, value: id, label: LABELS.withdraw(id) };
}

/** Says that a decision is stored, or why it is not. */
export function decisionModal(title: string, text: string): Modal {
  return messageModal(title, [paragraph(text)]);
}
