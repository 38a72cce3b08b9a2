import './text.css';
import { emojiOf } from './emoji.ts';
import { inOrder } from './in-order.ts';
import { ChannelMention, EverybodyMention, TypedChannel, UserMention } from './mention.tsx';
import { Moment } from './moment.tsx';
import { OutwardLink } from './outward-link.tsx';
import type { Passage, Words } from './words.ts';

/** Words within a line, drawn. */
export function WordsDrawn({ words }: { words: readonly Words[] }) {
  return inOrder(words).map(({ key, part }) => <Stretch key={key} words={part} />);
}

function Stretch({ words }: { words: Words }) {
  switch (words.kind) {
    case 'text':
      return words.text;
    case 'bold':
      return (
        <strong>
          <WordsDrawn words={words.words} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <WordsDrawn words={words.words} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <WordsDrawn words={words.words} />
        </s>
      );
    case 'code':
      return <code className="bk-code">{words.text}</code>;
    case 'link':
      return <OutwardLink url={words.url}>{words.text}</OutwardLink>;
    case 'user':
      return <UserMention id={words.id} label={words.label} />;
    case 'channel':
      return <ChannelMention id={words.id} label={words.label} />;
    case 'channel-name':
      return <TypedChannel name={words.name} />;
    case 'group':
      return <span className="bk-mention">{words.label ?? '@user group'}</span>;
    case 'everybody':
      return <EverybodyMention range={words.range} />;
    case 'emoji':
      return emojiOf(words.name);
    case 'date':
      return <Moment {...words} />;
  }
}

/** A message's own headings stand below those of the page. */
const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const;

/** Paragraphs, quotes, lists and code, drawn one under the other. */
export function PassagesDrawn({ passages }: { passages: readonly Passage[] }) {
  return inOrder(passages).map(({ key, part }) => <PassageDrawn key={key} passage={part} />);
}

function PassageDrawn({ passage }: { passage: Passage }) {
  switch (passage.kind) {
    case 'paragraph':
      return (
        <div className="bk-paragraph">
          <WordsDrawn words={passage.words} />
        </div>
      );
    case 'heading': {
      const Heading = HEADINGS[passage.level - 1] ?? 'h6';
      return (
        <Heading className="bk-heading">
          <WordsDrawn words={passage.words} />
        </Heading>
      );
    }
    case 'quote':
      return (
        <blockquote className="bk-quote">
          <WordsDrawn words={passage.words} />
        </blockquote>
      );
    case 'list': {
      const List = passage.ordered ? 'ol' : 'ul';
      return (
        <List className="bk-list">
          {inOrder(passage.items).map(({ key, part: words }) => (
            <li key={key}>
              <WordsDrawn words={words} />
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
