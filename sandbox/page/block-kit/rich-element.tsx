import type { ReactNode } from 'react';
import type { RichElement } from '../../slack/block-kit/index.ts';
import { emojiOf } from './emoji.ts';
import { inOrder } from './in-order.ts';
import { ChannelMention, EverybodyMention, UserMention } from './mention.tsx';
import { Moment } from './moment.tsx';
import { OutwardLink } from './outward-link.tsx';

/** A row of rich text elements, each in its style. */
export function RichElements({ elements }: { elements: readonly RichElement[] }) {
  return inOrder(elements).map(({ key, part: element }) => (
    <Styled key={key} style={element.style}>
      <Bare element={element} />
    </Styled>
  ));
}

function Styled({ style, children }: { style: RichElement['style']; children: ReactNode }) {
  let drawn = children;
  if (style?.code) drawn = <code className="bk-code">{drawn}</code>;
  if (style?.underline) drawn = <u>{drawn}</u>;
  if (style?.strike) drawn = <s>{drawn}</s>;
  if (style?.italic) drawn = <em>{drawn}</em>;
  if (style?.bold) drawn = <strong>{drawn}</strong>;
  return drawn;
}

function Bare({ element }: { element: RichElement }) {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return <OutwardLink url={element.url}>{element.text || element.url}</OutwardLink>;
    case 'user':
      return <UserMention id={element.user_id} />;
    case 'usergroup':
      return <span className="bk-mention">@{element.usergroup_id}</span>;
    case 'channel':
      return <ChannelMention id={element.channel_id} />;
    case 'emoji':
      return emojiOf(element.name, element.unicode);
    case 'broadcast':
      return <EverybodyMention range={element.range} />;
    case 'color':
      return <ColorWord value={element.value} />;
    case 'date':
      return <Moment {...element} />;
  }
}

function ColorWord({ value }: { value: string }) {
  const known = /^#[0-9a-f]{3,8}$/i.test(value);
  return (
    <span>
      {value}
      {known ? <span className="bk-swatch" style={{ backgroundColor: value }} aria-hidden="true" /> : null}
    </span>
  );
}
