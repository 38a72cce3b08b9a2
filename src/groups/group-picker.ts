import { z } from 'zod';
import type { GroupSummary } from '../docspace/index.ts';
import { type Block, bold, list, paragraph, small } from '../slack/blocks.ts';
import type { ReplyTarget } from '../slack/messenger.ts';
import { originSchema, readMetadata } from '../slack/metadata.ts';
import type { Routes } from '../slack/routes.ts';
import { cut, oneLine } from '../slack/text.ts';
import { readViewState } from '../slack/view-state.ts';
import { type Modal, modal, pickOne, pickWithin } from '../slack/views.ts';
import { groupOptions, MOST_OPTIONS } from './directory.ts';
import {
  CANCEL,
  CHOOSE_A_GROUP,
  CHOOSE_FROM_THEM,
  GROUP_FIELD,
  moreInListText,
  severalMatchText,
  TYPE_A_NAME,
} from './text/groups.ts';
import { answerOptions, type PickerDeps } from './typeahead.ts';

const FIELD = 'pick_group';
/** Groups that a form names above its menu, and how much of what was typed it repeats. */
const MOST_NAMED = 10;
const MOST_TYPED = 60;
const pickerMetadata = z.object({ origin: originSchema, carry: z.string().optional() });

/** Asks which group is meant: among a few that match, or among all by typing. */
export function groupPicker(parts: {
  title: string;
  callbackId: string;
  submit: string;
  origin: ReplyTarget;
  /** Those that match what was typed. */
  several?: { typed: string; groups: readonly GroupSummary[] };
  /** Handed on with the choice; at most 2,000 characters, since it is kept in the view's private_metadata. */
  carry?: string;
}): Modal {
  const { several } = parts;
  const field = {
    block: FIELD,
    action: parts.callbackId,
    label: GROUP_FIELD,
    placeholder: TYPE_A_NAME,
    optional: false,
  };
  return modal({
    title: parts.title,
    callbackId: parts.callbackId,
    submit: parts.submit,
    close: CANCEL,
    metadata: JSON.stringify({ origin: parts.origin, carry: parts.carry }),
    blocks: several ? severalBlocks(several, field) : [pickOne(field)],
  });
}

/** Which groups match, with what tells them apart, to be read before the menu is opened. */
function severalBlocks(
  { typed, groups }: { typed: string; groups: readonly GroupSummary[] },
  field: Omit<Parameters<typeof pickWithin>[0], 'options'>,
): Block[] {
  const options = groupOptions(groups.slice(0, MOST_OPTIONS), groups);
  const named = options.slice(0, MOST_NAMED);
  const more = groups.length - named.length;
  return [
    paragraph(severalMatchText(cut(oneLine(typed), MOST_TYPED), groups.length, options.length)),
    list(...named.map(({ text, description }) => [bold(text.text), ` · ${description?.text ?? ''}`])),
    ...(more > 0 ? [small(moreInListText(more))] : []),
    pickWithin({ ...field, placeholder: CHOOSE_FROM_THEM, options }),
  ];
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
    if (!groupId) return ack({ response_action: 'errors', errors: { [FIELD]: CHOOSE_A_GROUP } });
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
