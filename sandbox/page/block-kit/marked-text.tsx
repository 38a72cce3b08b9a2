import { useMemo } from 'react';
import { readMrkdwn } from './mrkdwn.ts';
import { PassagesDrawn } from './words-drawn.tsx';

/** Slack's mrkdwn, drawn; `verbatim` leaves bare addresses, `@here` and `#names` as they are. */
export function MarkedText({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const passages = useMemo(() => readMrkdwn(text, verbatim), [text, verbatim]);
  return (
    <div className="bk-marked">
      <PassagesDrawn passages={passages} />
    </div>
  );
}
