import './blocks.css';
import type { PageView } from '../../page-server/protocol.ts';
import type { Block } from '../../slack/block-kit/index.ts';
import type { Place } from '../../slack/screen.ts';
import { useFieldsAround, ViewFields } from '../forms/form-fields.tsx';
import { MessageFields } from '../forms/message-fields.tsx';
import { ContextBlock } from './context-block.tsx';
import { Element } from './element.tsx';
import { InputBlock } from './input-block.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { ImageBlock } from './picture.tsx';
import { RichText } from './rich-text.tsx';
import { SectionBlock } from './section-block.tsx';
import { SurfaceProvider, useSurface } from './surface.tsx';
import { plainText } from './text-object.tsx';

/** The blocks of a message, a modal or the App Home; a view has the values and errors of its fields. */
export function Blocks({ blocks, place, view }: { blocks: Block[]; place: Place; view?: PageView }) {
  const around = useFieldsAround();
  const drawn = (
    <SurfaceProvider value={{ place, view }}>
      <div className={`bk-blocks bk-in-${view?.type ?? 'message'}`}>
        {blocks.map((block, index) => (
          <BlockView key={`${block.block_id ?? index}:${block.type}`} block={block} />
        ))}
      </div>
    </SurfaceProvider>
  );
  if (around) return drawn;
  if (view) return <ViewFields view={view}>{drawn}</ViewFields>;
  return place.kind === 'message' ? <MessageFields place={place}>{drawn}</MessageFields> : drawn;
}

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case 'header':
      return <HeaderBlock text={block.text} />;
    case 'section':
      return <SectionBlock block={block} />;
    case 'context':
      return <ContextBlock elements={block.elements} />;
    case 'divider':
      return <hr className="bk-divider" />;
    case 'actions':
      return <ActionsBlock block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'rich_text':
      return <RichText parts={block.elements} />;
    case 'image':
      return <ImageBlock url={block.image_url} alt={block.alt_text} title={block.title} />;
    case 'markdown':
      return <MarkdownText text={block.text} />;
    default:
      return <UnknownBlock block={block} />;
  }
}

/** In a modal right below its title, in a message below the page's own headings. */
function HeaderBlock({ text }: { text: { text: string; emoji?: boolean } }) {
  const Heading = useSurface().view ? 'h2' : 'h3';
  return <Heading className="bk-header">{plainText(text)}</Heading>;
}

function ActionsBlock({ block }: { block: Extract<Block, { type: 'actions' }> }) {
  return (
    <div className="bk-actions">
      {block.elements.map((element, index) => (
        <Element
          key={`${element.action_id ?? index}:${element.type}`}
          element={element}
          blockId={block.block_id ?? ''}
        />
      ))}
    </div>
  );
}

/** Slack has more block types than the sandbox renders. */
function UnknownBlock({ block }: { block: unknown }) {
  const type = typeof block === 'object' && block !== null && 'type' in block ? String(block.type) : 'without a type';
  return <p className="bk-unknown">This block cannot be shown here ({type}).</p>;
}
