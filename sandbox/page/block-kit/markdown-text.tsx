import { useMemo } from 'react';
import { readMarkdown } from './markdown.ts';
import { PassagesDrawn } from './words-drawn.tsx';

/** A markdown block's text, drawn. */
export function MarkdownText({ text }: { text: string }) {
  const passages = useMemo(() => readMarkdown(text), [text]);
  return (
    <div className="bk-marked bk-markdown">
      <PassagesDrawn passages={passages} />
    </div>
  );
}
