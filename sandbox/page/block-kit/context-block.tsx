import type { Block } from '../../slack/block-kit/index.ts';
import { inOrder } from './in-order.ts';
import { Picture } from './picture.tsx';
import { TextObject } from './text-object.tsx';

type ContextParts = Extract<Block, { type: 'context' }>;

/** Small gray text and images in a row. */
export function ContextBlock({ elements }: { elements: ContextParts['elements'] }) {
  return (
    <div className="bk-context">
      {inOrder(elements).map(({ key, part: element }) =>
        element.type === 'image' ? (
          <Picture key={key} url={element.image_url} alt={element.alt_text} className="bk-context-image" />
        ) : (
          <TextObject key={key} text={element} />
        ),
      )}
    </div>
  );
}
