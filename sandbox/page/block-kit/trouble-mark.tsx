/** A small mark at an element whose app did not answer. */
export function TroubleMark({ words }: { words: string | undefined }) {
  return words ? (
    <span className="bk-trouble" role="status">
      {words}
    </span>
  ) : null;
}
