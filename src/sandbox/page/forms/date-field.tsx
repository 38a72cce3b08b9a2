import type { InputElement } from '../../workspace/block-kit/index.ts';
import type { ControlProps } from './field-control.tsx';
import { namedBy } from './field-names.ts';

type DateElement = Extract<InputElement, { type: 'datepicker' }>;

/** A day, in the browser's own picker, which keyboards and screen readers know. */
export function DateField({ element, value, names, onChange }: ControlProps<DateElement>) {
  return (
    <input
      {...namedBy(names)}
      type="date"
      className="text-field date-field"
      aria-label={names.label}
      value={value.selected_date ?? ''}
      data-focus-on-load={element.focus_on_load || undefined}
      onChange={(event) => onChange({ type: element.type, selected_date: event.target.value || null })}
    />
  );
}
