import { useState } from 'react';
import type { PageView } from '../../page-server/protocol.ts';

/** Says aloud that the app drew the modal anew; opening it is said by the dialog's own name. */
export function ModalNews({ view }: { view: PageView }) {
  const [first] = useState(view.hash);
  return (
    <p className="unseen" role="status">
      {view.hash === first ? '' : newsWords(view)}
    </p>
  );
}

/** The title; for a modal that only says something, its first words too. */
function newsWords({ title, submit, blocks }: PageView): string {
  if (submit) return title;
  const words = blocks.flatMap((block) => (block.type === 'section' && block.text ? [block.text.text] : []));
  return [title, ...words.slice(0, 1)].join('. ');
}
