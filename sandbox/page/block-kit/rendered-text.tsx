import './text.css';
import { emojiOf } from './emoji.ts';
import { inOrder } from './in-order.ts';
import { ChannelMention, EverybodyMention, TypedChannel, UserMention } from './mention.tsx';
import { Moment } from './moment.tsx';
import { OutwardLink } from './outward-link.tsx';
import type { BlockNode, InlineNode } from './text-nodes.ts';

/** Text within a line. */
export function InlineText({ nodes }: { nodes: readonly InlineNode[] }) {
  return inOrder(nodes).map(({ key, part }) => <Inline key={key} node={part} />);
}

function Inline({ node }: { node: InlineNode }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return (
        <strong>
          <InlineText nodes={node.nodes} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <InlineText nodes={node.nodes} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <InlineText nodes={node.nodes} />
        </s>
      );
    case 'code':
      return <code className="bk-code">{node.text}</code>;
    case 'link':
      return <OutwardLink url={node.url}>{node.text}</OutwardLink>;
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'channel-name':
      return <TypedChannel name={node.name} />;
    case 'group':
      return <span className="bk-mention">{node.label ?? '@user group'}</span>;
    case 'everybody':
      return <EverybodyMention range={node.range} />;
    case 'emoji':
      return emojiOf(node.name);
    case 'date':
      return <Moment {...node} />;
  }
}

/** A message's own headings stand below those of the page. */
const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const;

/** Paragraphs, quotes, lists and code, one under the other. */
export function TextBlocks({ passages }: { passages: readonly BlockNode[] }) {
  return inOrder(passages).map(({ key, part }) => <TextBlock key={key} passage={part} />);
}

function TextBlock({ passage }: { passage: BlockNode }) {
  switch (passage.kind) {
    case 'paragraph':
      return (
        <div className="bk-paragraph">
          <InlineText nodes={passage.nodes} />
        </div>
      );
    case 'heading': {
      const Heading = HEADINGS[passage.level - 1] ?? 'h6';
      return (
        <Heading className="bk-heading">
          <InlineText nodes={passage.nodes} />
        </Heading>
      );
    }
    case 'quote':
      return (
        <blockquote className="bk-quote">
          <InlineText nodes={passage.nodes} />
        </blockquote>
      );
    case 'list': {
      const List = passage.ordered ? 'ol' : 'ul';
      return (
        <List className="bk-list">
          {inOrder(passage.items).map(({ key, part: nodes }) => (
            <li key={key}>
              <InlineText nodes={nodes} />
            </li>
          ))}
        </List>
      );
    }
    case 'preformatted':
      return <pre className="bk-preformatted">{passage.text}</pre>;
    case 'rule':
      return <hr className="bk-divider" />;
  }
}
