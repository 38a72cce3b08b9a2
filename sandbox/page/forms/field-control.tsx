import './fields.css';
import type { InputElement } from '../../slack/block-kit/index.ts';
import type { ControlProps } from './control-props.ts';
import { PickerField } from './picker-field.tsx';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';
import { TickList } from './tick-list.tsx';

/** The control for an element that holds something. */
export function FieldControl({ element, ...rest }: ControlProps<InputElement>) {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'rich_text_input':
      return <TextField element={element} {...rest} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <PickerField element={element} {...rest} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <TickList element={element} {...rest} />;
    default:
      return <SelectField element={element} {...rest} />;
  }
}
