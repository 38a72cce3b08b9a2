import './fields.css';
import type { InputElement } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';
import { DateField } from './date-field.tsx';
import type { FieldNames } from './field-names.ts';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';
import { TickList } from './tick-list.tsx';

/** What every control gets: what it is, what it holds, how it is called, and where changes go. */
export interface ControlProps<Element extends InputElement> {
  element: Element;
  blockId: string;
  value: FieldValue;
  names: FieldNames;
  /** A choice can be taken out again without another in its place. */
  clearable: boolean;
  onChange(value: FieldValue): void;
  /** Enter was pressed in a text field; only where the app wants to hear of it. */
  onEnter?(): void;
}

/** The control for an element that holds something. */
export function FieldControl({ element, ...rest }: ControlProps<InputElement>) {
  switch (element.type) {
    case 'plain_text_input':
      return <TextField element={element} {...rest} />;
    case 'datepicker':
      return <DateField element={element} {...rest} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <TickList element={element} {...rest} />;
    default:
      return <SelectField element={element} {...rest} />;
  }
}
