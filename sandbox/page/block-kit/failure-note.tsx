/** A small mark at an element whose app did not answer. */
export function FailureNote({ text }: { text: string | undefined }) {
  return text ? (
    <span className="bk-failure" role="status">
      {text}
    </span>
  ) : null;
}
