import { useState } from 'react';
import type { PageView, Scene } from '../../page-server/protocol.ts';
import { withEmoji } from '../block-kit/emoji.ts';
import { spokenWords } from '../block-kit/text-object.tsx';
import { usePage } from '../page-context.ts';

/** Says aloud that the app drew the modal anew; opening it is said by the dialog's own name. */
export function ModalNews({ view }: { view: PageView }) {
  const { names } = usePage().scene;
  const [first] = useState(view.hash);
  return (
    <p className="unseen" role="status">
      {view.hash === first ? '' : newsWords(view, names)}
    </p>
  );
}

/** The title; for a modal that only says something, its first words too. */
function newsWords({ title, submit, blocks }: PageView, names: Scene['names']): string {
  const words = blocks.flatMap((block) =>
    block.type === 'section' && block.text ? [spokenWords(block.text, names)] : [],
  );
  return [withEmoji(title), ...words.slice(0, submit ? 0 : 1)].join('. ');
}
