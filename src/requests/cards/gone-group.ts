import { type Block, buttons, line, moment, type RichTextElement } from '../../slack/blocks.ts';
import type { GroupGone } from '../errors.ts';
import { deletedText, missingText, onDay } from '../text/deleted.ts';
import { restoreButton } from './buttons.ts';
import { rich } from './rich.ts';

/** A sentence with a moment in it, shown in each reader's own time zone. */
export function withMoment(sentence: (when: string) => string, at: number): (string | RichTextElement)[] {
  return rich((when = '') => sentence(when), moment(at));
}

/** The same sentence in plain text. */
export function withDay(sentence: (when: string) => string, at: number): string {
  return sentence(onDay(at));
}

/** What is known of a group that is gone: the sentence, and the same as blocks, with a button that restores it. */
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
