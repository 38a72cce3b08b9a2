import type { Block } from '../../slack/block-kit/index.ts';
import { usePage } from '../page-context.ts';
import { Element } from './element.tsx';
import { inOrder } from './in-order.ts';
import { Picture } from './picture.tsx';
import { spokenText, TextObject, type TextParts } from './text-object.tsx';

type SectionParts = Extract<Block, { type: 'section' }>;

/** Text, a table of short fields, and an accessory. */
export function SectionBlock({ block }: { block: SectionParts }) {
  const { text, fields, accessory, block_id: blockId = '' } = block;
  const { names } = usePage().snapshot;
  return (
    <div className="bk-section">
      <div className="bk-section-text">
        {text ? <TextObject text={text} /> : null}
        {fields ? <SectionFields fields={fields} /> : null}
      </div>
      {accessory ? (
        <div className="bk-accessory">
          {accessory.type === 'image' ? (
            <Picture url={accessory.image_url} alt={accessory.alt_text} className="bk-thumb" />
          ) : (
            <Element element={accessory} blockId={blockId} label={text && spokenText(text, names)} />
          )}
        </div>
      ) : null}
    </div>
  );
}

function SectionFields({ fields }: { fields: readonly TextParts[] }) {
  return (
    <div className="bk-fields">
      {inOrder(fields).map(({ key, part: field }) => (
        <div key={key} className="bk-field">
          <TextObject text={field} />
        </div>
      ))}
    </div>
  );
}
