import type { RichPart } from '../../slack/block-kit/index.ts';
import { inOrder } from './in-order.ts';
import { RichElements } from './rich-element.tsx';

type RichList = Extract<RichPart, { type: 'rich_text_list' }>;

/** A rich_text block. */
export function RichText({ parts }: { parts: readonly RichPart[] }) {
  return (
    <div className="bk-rich">
      {inOrder(parts).map(({ key, part }) => (
        <Part key={key} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichPart }) {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <div className="bk-paragraph">
          <RichElements elements={part.elements} />
        </div>
      );
    case 'rich_text_list':
      return <List list={part} />;
    case 'rich_text_quote':
      return (
        <blockquote className="bk-quote">
          <RichElements elements={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre className="bk-preformatted">
          <RichElements elements={part.elements} />
        </pre>
      );
  }
}

/** Slack's markers by depth: they repeat after the third. */
const MARKERS = { bullet: ['disc', 'circle', 'square'], ordered: ['decimal', 'lower-alpha', 'lower-roman'] } as const;

function List({ list }: { list: RichList }) {
  const indent = list.indent ?? 0;
  const style = { marginInlineStart: `${indent * 28}px`, listStyleType: MARKERS[list.style][indent % 3] };
  const drawn = inOrder(list.elements).map(({ key, part: section }) => (
    <li key={key}>
      <RichElements elements={section.elements} />
    </li>
  ));
  const className = list.border ? 'bk-list bk-list-bordered' : 'bk-list';
  if (list.style === 'bullet')
    return (
      <ul className={className} style={style}>
        {drawn}
      </ul>
    );
  return (
    <ol className={className} style={style} start={(list.offset ?? 0) + 1}>
      {drawn}
    </ol>
  );
}
