import { type ChangeEvent, useState } from 'react';
import type { InputElement } from '../../slack/block-kit/index.ts';
import type { ControlProps } from './control-props.ts';
import { namedBy } from './field-names.ts';

type DateElement = Extract<InputElement, { type: 'datepicker' }>;

/** A day, in the browser's own picker, which keyboards and screen readers know. */
export function DateField({ element, value, names, onChange }: ControlProps<DateElement>) {
  const [halfTyped, setHalfTyped] = useState<string>();
  return (
    <input
      {...namedBy(names)}
      type="date"
      className="text-field date-field"
      aria-label={names.label}
      value={halfTyped ?? value.selected_date ?? ''}
      data-focus-on-load={element.focus_on_load || undefined}
      onChange={(event) => {
        const date = event.target.value;
        const half = isHalfTyped(event);
        setHalfTyped(half ? date : undefined);
        if (!half) onChange({ type: element.type, selected_date: date || null });
      }}
      onBlur={() => setHalfTyped(undefined)}
    />
  );
}

/** Browsers tell of every digit, and take the first one of a year for the year 2. */
function isHalfTyped({ target }: ChangeEvent<HTMLInputElement>): boolean {
  return target.validity.badInput || (target.value !== '' && target.value < '1000');
}
