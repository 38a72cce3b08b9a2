import './spinner.css';
import { useEffect, useRef } from 'react';
import type { Option, OptionGroup } from '../../slack/block-kit/index.ts';
import { withEmoji } from '../block-kit/emoji.ts';
import { plainText } from '../block-kit/text-object.tsx';
import { fullText, tooShortText } from './state-text.ts';
import type { Choosing, ComboboxState } from './use-combobox.ts';

interface ListProps {
  id: string;
  label: string;
  combobox: ComboboxState;
  choosing: Choosing;
}

/** The id of a choice in its list; values may hold spaces, ids may not. */
export function choiceId(listId: string, option: Option): string {
  return `${listId}-${encodeURIComponent(option.value)}`;
}

/** What a combobox shows when it is open: choices, or why there are none. */
export function ComboboxList(props: ListProps) {
  const { combobox, choosing } = props;
  const { found } = combobox;
  if (found.state === 'short') return <p className="combobox-note">{tooShortText(found.more)}</p>;
  if (found.state === 'failed')
    return (
      <p className="combobox-note combobox-failed">
        The app did not answer.
        <button type="button" className="bk-button bk-button-small" onClick={combobox.retry}>
          Try again
        </button>
      </p>
    );
  const waiting = found.state === 'waiting';
  return (
    <>
      {combobox.full ? <p className="combobox-note">{fullText(choosing.most)}</p> : null}
      {waiting ? <Waiting over={found.groups.length > 0} /> : null}
      {found.groups.length > 0 ? <Groups {...props} groups={found.groups} waiting={waiting} /> : null}
      {!waiting && found.groups.length === 0 ? <p className="combobox-note">No matches</p> : null}
    </>
  );
}

function Waiting({ over }: { over: boolean }) {
  return (
    <p className={over ? 'combobox-waiting combobox-waiting-over' : 'combobox-waiting'}>
      <span className="bk-spinner" aria-hidden="true" />
      <span>{over ? '' : 'Looking…'}</span>
    </p>
  );
}

function Groups({ groups, waiting, ...props }: ListProps & { groups: readonly OptionGroup[]; waiting: boolean }) {
  return (
    <div
      role="listbox"
      id={props.id}
      aria-label={props.label}
      aria-busy={waiting}
      aria-multiselectable={props.choosing.several || undefined}
    >
      {groups.map((group, index) => {
        const options = group.options.map((option) => <Choice key={option.value} option={option} {...props} />);
        if (!group.label) return options;
        const labelId = `${props.id}-group-${index}`;
        return (
          <fieldset aria-labelledby={labelId} key={labelId}>
            <div className="combobox-group" id={labelId} role="presentation">
              {withEmoji(group.label)}
            </div>
            {options}
          </fieldset>
        );
      })}
    </div>
  );
}

function Choice({ option, id, combobox, choosing }: ListProps & { option: Option }) {
  const row = useRef<HTMLButtonElement>(null);
  const isActive = combobox.active?.value === option.value;
  const isChosen = choosing.chosen.some((each) => each.value === option.value);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <button
      ref={row}
      type="button"
      id={choiceId(id, option)}
      role="option"
      tabIndex={-1}
      className="combobox-choice"
      data-active={isActive || undefined}
      aria-selected={isChosen}
      aria-disabled={(combobox.full && !isChosen) || undefined}
      onClick={() => combobox.take(option)}
      onPointerMove={() => isActive || combobox.point(option)}
    >
      <span className="combobox-text">
        <bdi>{plainText(option.text)}</bdi>
        {option.description ? <small>{plainText(option.description)}</small> : null}
      </span>
      {isChosen ? (
        <svg className="combobox-tick" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m3 8.5 3.5 3.5L13 5" />
        </svg>
      ) : null}
    </button>
  );
}
