import { useMemo } from 'react';
import { readMarkdown } from './markdown.ts';
import { TextBlocks } from './rendered-text.tsx';

/** A markdown block. */
export function MarkdownText({ text }: { text: string }) {
  const passages = useMemo(() => readMarkdown(text), [text]);
  return (
    <div className="bk-marked bk-markdown">
      <TextBlocks passages={passages} />
    </div>
  );
}
