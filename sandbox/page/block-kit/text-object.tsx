import { withEmoji } from './emoji.ts';
import { MarkedText } from './marked-text.tsx';
import { type Names, spokenMrkdwn } from './spoken-mrkdwn.ts';

/** A text object as Slack sends it. */
export type TextParts =
  | { type: 'plain_text'; text: string; emoji?: boolean }
  | { type: 'mrkdwn'; text: string; verbatim?: boolean };

/** Renders a text object: plain text as it is, mrkdwn with its formatting. */
export function TextObject({ text }: { text: TextParts }) {
  if (text.type === 'mrkdwn') return <MarkedText text={text.text} verbatim={text.verbatim} />;
  return <div className="bk-plain">{plainText(text)}</div>;
}

/** The characters of a plain text; emoji by name are rendered unless the app asked for none. */
export function plainText(text: { text: string; emoji?: boolean }): string {
  return text.emoji === false ? text.text : withEmoji(text.text);
}

/** A text object for screen readers. */
export function spokenText(text: TextParts, names: Names): string {
  return text.type === 'mrkdwn' ? spokenMrkdwn(text.text, names) : plainText(text);
}
