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
/** Opens the withdraw form; the button is on cards, in lists, in Home and in the form that sent the request. */
export const WITHDRAW = 'request_withdraw';
/** Block id and action id of the only field of the reject form. */
export const NOTE = 'request_reject_note';
/** Longest note, so that a card with it stays far below Slack's size limit for messages. */
export const LONGEST_NOTE = 300;

/** Metadata of both forms: the request, the clicked card, and where the answer belongs. */
export const decisionMetadata = z.object({
  requestId: z.string(),
  card: z.object({ channel: z.string(), ts: z.string() }).optional(),
  origin: originSchema,
  /** Where it was clicked, if not on a card. */
  place: z.enum(['list', 'home']).optional(),
});
export type DecisionMetadata = z.infer<typeof decisionMetadata>;

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

/** The reason for rejecting as one line; undefined when the field is empty. */
export function readNote(stateValues: unknown): string | undefined {
  return readViewState(stateValues).text(NOTE).replace(/\s+/g, ' ').trim() || undefined;
}

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

/** Opens the withdraw form. */
export function withdrawButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: BUTTONS.withdraw, action: WITHDRAW, value: id, label: LABELS.withdraw(id) };
}

/** Says that a decision is stored, or why it is not. */
export function decisionModal(title: string, text: string): Modal {
  return messageModal(title, [paragraph(text)]);
}
