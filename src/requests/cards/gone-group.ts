import { type Block, buttons, line, moment, type RichTextElement } from '../../slack/blocks.ts';
import type { GroupGone } from '../errors.ts';
import { deletedText, missingText, onDay } from '../text/deleted.ts';
import { restoreButton } from './buttons.ts';
import { rich } from './rich.ts';

/** A sentence with a date that Slack shows in each reader's time zone. */
export function withMoment(sentence: (when: string) => string, at: number): (string | RichTextElement)[] {
  return rich((when = '') => sentence(when), moment(at));
}

/** The same sentence in plain text. */
export function withDay(sentence: (when: string) => string, at: number): string {
  return sentence(onDay(at));
}

/** Says when and by whom a group was deleted, with a button to restore it if that is possible. */
export function goneMessage({ group, deletion, isRestorable, noticedAt }: GroupGone): {
  text: string;
  blocks: Block[];
} {
  const at = deletion?.updatedAt ?? noticedAt;
  const sentence = (when: string) => (deletion ? deletedText(deletion, when) : missingText(group.name, when));
  return {
    text: withDay(sentence, at),
    blocks: [
      line(...withMoment(sentence, at)),
      ...(deletion && isRestorable ? [buttons('restore_gone', restoreButton(deletion))] : []),
    ],
  };
}
