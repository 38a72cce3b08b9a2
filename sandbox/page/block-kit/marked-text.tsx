import { useMemo } from 'react';
import { readMrkdwn } from './mrkdwn.ts';
import { TextBlocks } from './rendered-text.tsx';

/** Renders Slack’s mrkdwn; `verbatim` leaves bare addresses, `@here` and `#names` as they are. */
export function MarkedText({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const passages = useMemo(() => readMrkdwn(text, verbatim), [text, verbatim]);
  return (
    <div className="bk-marked">
      <TextBlocks passages={passages} />
    </div>
  );
}
