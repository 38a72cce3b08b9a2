import type { KeyboardEvent } from 'react';
import type { TypedInput } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';
import { typedValue, wordsOfRichText } from '../../slack/typed-value.ts';
import { plainText } from '../block-kit/text-object.tsx';
import type { ControlProps } from './control-props.ts';
import { namedBy } from './field-names.ts';
import { lengthNote } from './length-note.ts';

/** A line or several lines of text; rich text is typed without any formatting here. */
export function TextField({ element, value, names, onChange, onEnter }: ControlProps<TypedInput>) {
  const text = typedText(value);
  const multiline = isMultiline(element);
  const said = element.type === 'plain_text_input' ? lengthNote([...text].length, element) : undefined;
  const countId = `${names.id}-count`;
  const describedBy = [names.describedBy, said ? countId : undefined].filter(Boolean).join(' ');
  const attributes = {
    ...namedBy({ ...names, describedBy }),
    'aria-label': names.label,
    placeholder: element.placeholder && plainText(element.placeholder),
    dir: 'auto',
    value: text,
    'data-focus-on-load': element.focus_on_load || undefined,
    onChange: (event: { target: { value: string } }) => onChange(typedValue(element.type, event.target.value) ?? value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      if (event.metaKey || event.ctrlKey) event.currentTarget.form?.requestSubmit();
      else if (onEnter && !multiline) onEnter();
      else return;
      event.preventDefault();
    },
  };
  return (
    <div className="text-field-box">
      {multiline ? (
        <textarea {...attributes} className="text-field text-area" rows={4} />
      ) : (
        <input
          {...attributes}
          className="text-field text-line"
          type="text"
          inputMode={KEYBOARDS[element.type]}
          autoComplete="off"
        />
      )}
      {said ? (
        <span id={countId} className={said.over ? 'text-count text-count-over' : 'text-count'}>
          {said.text}
        </span>
      ) : null}
    </div>
  );
}

/** The keys a phone offers; what does not fit is said by Slack, not by the browser. */
const KEYBOARDS: Readonly<Partial<Record<TypedInput['type'], 'decimal' | 'email' | 'url'>>> = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
};

function isMultiline(element: TypedInput): boolean {
  return element.type === 'rich_text_input' || (element.type === 'plain_text_input' && element.multiline === true);
}

function typedText(value: FieldValue): string {
  return value.type === 'rich_text_input' ? wordsOfRichText(value.rich_text_value) : (value.value ?? '');
}
