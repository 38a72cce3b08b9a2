import { useState } from 'react';
import type { PageView, Snapshot } from '../../page-server/protocol.ts';
import { withEmoji } from '../block-kit/emoji.ts';
import { spokenText } from '../block-kit/text-object.tsx';
import { usePage } from '../page-context.ts';

/** Announces that the app updated the modal; opening it is announced by the dialog’s own name. */
export function ModalAnnouncer({ view }: { view: PageView }) {
  const { names } = usePage().snapshot;
  const [first] = useState(view.hash);
  return (
    <p className="unseen" role="status">
      {view.hash === first ? '' : announcement(view, names)}
    </p>
  );
}

/** The title; for a modal without a form, its first section too. */
function announcement({ title, submit, blocks }: PageView, names: Snapshot['names']): string {
  const words = blocks.flatMap((block) =>
    block.type === 'section' && block.text ? [spokenText(block.text, names)] : [],
  );
  return [withEmoji(title), ...words.slice(0, submit ? 0 : 1)].join('. ');
}
