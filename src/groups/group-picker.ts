import { z } from 'zod';
import type { GroupSummary } from '../docspace/index.ts';
import { paragraph } from '../slack/blocks.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { originSchema, readMetadata } from '../slack/metadata.ts';
import type { Routes } from '../slack/routes.ts';
import { readViewState } from '../slack/view-state.ts';
import { type Modal, modal, pickOne, pickWithin } from '../slack/views.ts';
import { groupOptions, MOST_OPTIONS } from './directory.ts';
import { answerOptions, type PickerDeps } from './typeahead.ts';

const FIELD = 'pick_group';
const pickerMetadata = z.object({ origin: originSchema, carry: z.string().optional() });

/** Asks which group is meant: among a few that match, or among all by typing. */
export function groupPicker(parts: {
  title: string;
  callbackId: string;
  submit: string;
  origin: ReplyTarget;
  among?: readonly GroupSummary[];
  /** Handed on with the choice; at most 2,000 characters, since it is kept in the view's private_metadata. */
  carry?: string;
}): Modal {
  const { among } = parts;
  const field = { block: FIELD, action: parts.callbackId, label: 'Group', placeholder: 'Type a name', optional: false };
  return modal({
    title: parts.title,
    callbackId: parts.callbackId,
    submit: parts.submit,
    close: 'Cancel',
    metadata: JSON.stringify({ origin: parts.origin, carry: parts.carry }),
    blocks: among
      ? [
          paragraph(severalText(among.length)),
          pickWithin({ ...field, options: groupOptions(among.slice(0, MOST_OPTIONS), among) }),
        ]
      : [pickOne(field)],
  });
}

function severalText(count: number): string {
  if (count <= MOST_OPTIONS) return 'Several groups match. Which one do you mean?';
  return `${count} groups match; these are the first ${MOST_OPTIONS}. Type more of the name to see others.`;
}

/** Registers a picker: its typeahead over all groups, and what happens with the choice. */
export function onGroupPicked(
  routes: Routes,
  deps: PickerDeps,
  callbackId: string,
  /** What the modal shows meanwhile; undefined closes it. */
  waiting: Modal | undefined,
  picked: (choice: { origin: ReplyTarget; groupId: string; viewId: string; carry?: string }) => Promise<void>,
): void {
  routes.view(callbackId, async ({ ack, body, view }) => {
    const { data: groupId } = z.guid().safeParse(readViewState(view.state.values).one(FIELD)?.value);
    if (!groupId) return ack({ response_action: 'errors', errors: { [FIELD]: 'Choose a group.' } });
    await (waiting ? ack({ response_action: 'update', view: waiting }) : ack());
    const { origin, carry } = readMetadata(pickerMetadata, view.private_metadata);
    await picked({
      origin: { ...origin, userId: body.user.id },
      groupId,
      viewId: view.id,
      ...(carry === undefined ? {} : { carry }),
    });
  });
  answerOptions(routes, deps, callbackId, (keystroke) => deps.directory.groups(keystroke));
}
