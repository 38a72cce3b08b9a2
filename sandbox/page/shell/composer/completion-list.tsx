import type { Completion } from './completions.ts';

interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  active: number;
  onTake: (completion: Completion) => void;
}

/** The list above the composer; the composer keeps the focus and moves in it with its arrow keys. */
export function CompletionList({ id, items, active, onTake }: CompletionListProps) {
  return (
    <div className="completions" hidden={items.length === 0}>
      <p className="completions-help">
        <span>Commands</span>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Tab</kbd> to take, <kbd>Esc</kbd> to close
        </span>
      </p>
      <div role="listbox" id={id} aria-label="Commands">
        {items.map((item, index) => (
          <div
            key={item.line}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="completion"
            onPointerDown={(event) => {
              // The composer keeps the focus.
              event.preventDefault();
              onTake(item);
            }}
          >
            <b>{item.label}</b> {item.hint ? <code>{item.hint}</code> : null}
            {item.description ? <small>{item.description}</small> : null}
          </div>
        ))}
      </div>
    </div>
  );
}
