import { type ChangeEvent, useState } from 'react';
import { typedValue } from '../../slack/typed-value.ts';
import type { ControlProps } from './control-props.ts';
import { namedBy } from './field-names.ts';
import { type PickerElement, shownMoment } from './shown-moment.ts';

const INPUT_TYPES = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

/** A day, a time or both, in the browser's own picker, which keyboards and screen readers know. */
export function PickerField({ element, value, names, onChange }: ControlProps<PickerElement>) {
  const [halfTyped, setHalfTyped] = useState<string>();
  const zone = element.type === 'timepicker' ? element.timezone : undefined;
  const zoneId = `${names.id}-zone`;
  const describedBy = [names.describedBy, zone && zoneId].filter(Boolean).join(' ');
  return (
    <>
      <input
        {...namedBy({ ...names, describedBy })}
        type={INPUT_TYPES[element.type]}
        className="text-field date-field"
        aria-label={names.label}
        value={halfTyped ?? shownMoment(element, value)}
        data-focus-on-load={element.focus_on_load || undefined}
        onChange={(event) => {
          const moment = event.target.value;
          const half = isHalfTyped(event);
          setHalfTyped(half ? moment : undefined);
          if (!half) onChange(typedValue(element.type, moment) ?? value);
        }}
        onBlur={() => setHalfTyped(undefined)}
      />
      {zone ? (
        <span id={zoneId} className="text-count">
          {zone}
        </span>
      ) : null}
    </>
  );
}

/** Browsers tell of every digit, and take the first one of a year for the year 2. */
function isHalfTyped({ target }: ChangeEvent<HTMLInputElement>): boolean {
  return target.validity.badInput || (target.type !== 'time' && target.value !== '' && target.value < '1000');
}
