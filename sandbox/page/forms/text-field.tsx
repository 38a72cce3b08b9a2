import type { KeyboardEvent } from 'react';
import type { InputElement } from '../../slack/block-kit/index.ts';
import { plainWords } from '../block-kit/text-object.tsx';
import type { ControlProps } from './control-props.ts';
import { namedBy } from './field-names.ts';
import { lengthWords } from './length-words.ts';

type TextElement = Extract<InputElement, { type: 'plain_text_input' }>;

/** A line or several lines of text. */
export function TextField({ element, value, names, onChange, onEnter }: ControlProps<TextElement>) {
  const text = value.value ?? '';
  const said = lengthWords([...text].length, element);
  const countId = `${names.id}-count`;
  const describedBy = [names.describedBy, said ? countId : undefined].filter(Boolean).join(' ');
  const attributes = {
    ...namedBy({ ...names, describedBy }),
    'aria-label': names.label,
    placeholder: element.placeholder && plainWords(element.placeholder),
    dir: 'auto',
    value: text,
    'data-focus-on-load': element.focus_on_load || undefined,
    onChange: (event: { target: { value: string } }) =>
      onChange({ type: element.type, value: event.target.value === '' ? null : event.target.value }),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      if (event.metaKey || event.ctrlKey) event.currentTarget.form?.requestSubmit();
      else if (onEnter && !element.multiline) onEnter();
      else return;
      event.preventDefault();
    },
  };
  return (
    <div className="text-field-box">
      {element.multiline ? (
        <textarea {...attributes} className="text-field text-area" rows={4} />
      ) : (
        <input {...attributes} className="text-field text-line" type="text" autoComplete="off" />
      )}
      {said ? (
        <span id={countId} className={said.over ? 'text-count text-count-over' : 'text-count'}>
          {said.words}
        </span>
      ) : null}
    </div>
  );
}
