import { withEmoji } from './emoji.ts';
import { MarkedText } from './marked-text.tsx';
import { type Names, spokenMrkdwn } from './spoken-mrkdwn.ts';

/** A text object as Slack sends it. */
export type TextParts =
  | { type: 'plain_text'; text: string; emoji?: boolean }
  | { type: 'mrkdwn'; text: string; verbatim?: boolean };

/** A text object, drawn: plain text as it is, mrkdwn with its marks. */
export function TextObject({ text }: { text: TextParts }) {
  if (text.type === 'mrkdwn') return <MarkedText text={text.text} verbatim={text.verbatim} />;
  return <div className="bk-plain">{plainWords(text)}</div>;
}

/** The characters of a plain text; emoji by name are drawn unless the app asked for none. */
export function plainWords(text: { text: string; emoji?: boolean }): string {
  return text.emoji === false ? text.text : withEmoji(text.text);
}

/** A text object as words to be spoken. */
export function spokenWords(text: TextParts, names: Names): string {
  return text.type === 'mrkdwn' ? spokenMrkdwn(text.text, names) : plainWords(text);
}
