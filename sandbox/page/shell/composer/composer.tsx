import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { usePage } from '../../page-context.ts';
import { SendIcon } from '../icons.tsx';
import { CompletionList } from './completion-list.tsx';
import type { Completion } from './completions.ts';
import { type Drafts, draftPlace } from './drafts.ts';
import { ShortcutsMenu } from './shortcuts-menu.tsx';
import { useCompletions } from './use-completions.ts';
import { useSending } from './use-sending.ts';

interface ComposerProps {
  drafts: Drafts;
  channel: string;
  threadTs?: string;
  /** Such as `Message #design`. */
  label: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Why this person cannot write here. */
  disabledBecause?: string;
}

/** Where one types: Enter sends, Shift+Enter breaks the line, `/` offers the app's commands. */
export function Composer({ drafts, channel, threadTs, label, field, disabledBecause }: ComposerProps) {
  const { snapshot } = usePage();
  const place = draftPlace(snapshot.me, channel, threadTs);
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(place));
  const { waiting, failure, fail, send } = useSending(drafts, place, channel, threadTs);
  const commands = threadTs === undefined ? snapshot.commands : [];
  const take = (completion: Completion) => {
    drafts.set(place, completion.line);
    field.current?.focus();
  };
  const completions = useCompletions(text, commands, take);
  const listId = useId();
  useHeightOfText(field, text);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (completions.onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      drafts.set(place, drafts.lastSent(place));
    }
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <CompletionList id={listId} items={completions.items} active={completions.active} onTake={take} />
      {failure ? (
        <p className="composer-failure" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          value={text}
          disabled={disabledBecause !== undefined}
          placeholder={disabledBecause ?? label}
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={completions.active >= 0 ? `${listId}-${completions.active}` : undefined}
          onChange={(event) => drafts.set(place, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-tools">
          {threadTs === undefined && disabledBecause === undefined ? <ShortcutsMenu onFailure={fail} /> : null}
          <p className="composer-waiting" role="status">
            {waiting ? (
              <>
                <span className="spinner" /> {waiting} is on its way…
              </>
            ) : null}
          </p>
          <button type="submit" className="send" title="Send" disabled={text.trim() === ''}>
            <SendIcon />
            <span className="unseen">Send</span>
          </button>
        </div>
      </div>
    </form>
  );
}

/** The field is as high as its text, up to the limit of its style. */
function useHeightOfText(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  const measured = useRef<string>(undefined);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || measured.current === text) return;
    measured.current = text;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
